using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>One kind of fact: how it is kept and told.</summary>
internal abstract class FactKind
{
    public abstract Type Message { get; }

    /// <summary>The canonical name.</summary>
    public string Name => Message.Name;

    /// <summary>What deliveries are in order with: <c>cdr</c>, <c>session</c>, <c>evse</c>. Kinds don't wait for each other.</summary>
    public abstract string Subject { get; }

    /// <summary>Whatever protocol says it, the receiver counts a repeat once; false where that is the operation's to say (<see cref="Repeats"/>).</summary>
    public abstract bool RepeatIsHarmless { get; }

    /// <summary>The record inside the message: what mappings and their steps work on.</summary>
    public abstract object Matter(object message);

    /// <summary>The message around a record.</summary>
    public abstract object Wrap(object record);

    /// <summary>When the session started; null for what is no session's.</summary>
    public abstract DateTimeOffset? StartedAt(object message);

    /// <summary>The stored record as a message.</summary>
    public abstract object Restore(ReadOnlySpan<byte> canonical);
}

/// <summary>A fact about a session: how it is recognised, checked and routed.</summary>
internal abstract class SessionFactKind : FactKind
{
    /// <summary>Its delivery closes the session: reports of other kinds that come later are superseded.</summary>
    public abstract bool ClosesSession { get; }

    /// <summary>What the message contradicts itself in; places in canonical names.</summary>
    public abstract IReadOnlyList<Fault> FindFaults(object message);

    /// <summary>What the session's memory learns from it, beside ids and parties.</summary>
    public abstract RememberedSession Learn(RememberedSession session, object message);

    /// <summary>The session as a whole, where the message tells it whole (OCPI); null where it tells an event or a reading.</summary>
    public virtual Session? Report(object message) => null;

    /// <summary>Null when it lacks what a fact of this kind is known by: <paramref name="faults"/> says what.</summary>
    public abstract FactAbout? Read(object message, bool idsIgnoreCase, SessionNameKind sessionIdIs, List<Fault> faults);
}
