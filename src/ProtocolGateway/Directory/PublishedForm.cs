using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Directory;

/// <summary>How objects of one kind are known, checked and kept.</summary>
internal abstract class PublishedForm
{
    private static readonly PublishedForm[] All = [new LocationForm(), new TariffForm(), new TokenForm(), new InvoiceForm()];

    public abstract PublishedKind Kind { get; }

    /// <summary>The canonical record's type.</summary>
    public abstract Type Record { get; }

    /// <summary>Whose such objects are; null for either.</summary>
    public abstract Role? Owner { get; }

    /// <summary>The fact that tells of it; null for what is told to nobody.</summary>
    public abstract FactKind? Fact { get; }

    /// <summary>How the kind is called in keys: <c>location</c>.</summary>
    public abstract string Word { get; }

    public static PublishedForm Of(PublishedKind kind) => All[(int)kind];

    /// <exception cref="ArgumentException">It is nothing that is published.</exception>
    public static PublishedForm Of(object record) =>
        Array.Find(All, f => f.Record == record.GetType()) ?? throw new ArgumentException($"{record.GetType().Name} is nothing that is published.", nameof(record));

    public abstract PartyId? Party(object record);

    public abstract DateTimeOffset? LastUpdated(object record);

    /// <summary>What it lacks to be kept, in the names of OCPI's members.</summary>
    public abstract IEnumerable<Fault> FindFaults(object record);

    /// <summary>Of a record without faults.</summary>
    public PublishedName Name(object record) => new(Kind, Party(record)!.Key, Key(record));

    protected abstract string Key(object record);

    /// <summary>What deliveries, exchanges and log lines are about: <c>location|FR798|LOC1</c>.</summary>
    public virtual string FactKey(PublishedName name) => $"{Word}|{name.Owner}|{name.Key}";

    public virtual bool IsRestricted(object record) => false;

    /// <summary>What a new record leaves of the one before, although it doesn't say it.</summary>
    /// <param name="losses">What the reading of the new one could not carry.</param>
    public virtual object Merge(object before, object now, IReadOnlyList<Loss> losses) => now;

    /// <summary>Everything that a partner is told of by other means is the same.</summary>
    public virtual bool IsToldOtherwise(object before, object now) => false;

    /// <summary>Writes what look-ups need of it, and announces what its arrival may release.</summary>
    public virtual void Keep(DirectoryStatements statements, object record, byte[] body, string partner, DateTimeOffset now) { }

    /// <summary>Writes for look-ups that it is no longer in force.</summary>
    /// <param name="record">As it was known last.</param>
    public virtual void Withdraw(DirectoryStatements statements, object record, string partner, DateTimeOffset now) { }

    /// <summary>Whether the partner speaks for its owner.</summary>
    public bool IsOf(Partner partner, PartyId owner) =>
        Owner is { } role ? partner.SpeaksFor(role, owner) : partner.SpeaksFor(Role.CPO, owner) || partner.SpeaksFor(Role.EMSP, owner);
}

/// <summary>A form whose records have a type.</summary>
internal abstract class PublishedForm<T> : PublishedForm where T : class
{
    public sealed override Type Record => typeof(T);

    public sealed override PartyId? Party(object record) => Party((T)record);

    public sealed override DateTimeOffset? LastUpdated(object record) => LastUpdated((T)record);

    public sealed override IEnumerable<Fault> FindFaults(object record) => FindFaults((T)record);

    protected sealed override string Key(object record) => Key((T)record);

    protected abstract PartyId? Party(T record);

    protected abstract DateTimeOffset? LastUpdated(T record);

    protected abstract IEnumerable<Fault> FindFaults(T record);

    protected abstract string Key(T record);

    protected static IEnumerable<Fault> Missing(string? id, string place)
    {
        if (string.IsNullOrWhiteSpace(id)) yield return new Fault(place, "missing");
    }
}
