using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Directory;

/// <summary>Locations, each with a history: a new version where something changed that a record may need.</summary>
internal sealed class LocationForm : PublishedForm<Location>
{
    public override PublishedKind Kind => PublishedKind.Location;

    public override string Word => "location";

    public override Role? Owner => Role.CPO;

    public override FactKind? Fact { get; } = FactKinds.Of(nameof(LocationPublished));

    public override bool IsRestricted(object record) => ((Location)record).Publish == false;

    protected override PartyId? Party(Location record) => record.Party;

    protected override DateTimeOffset? LastUpdated(Location record) => record.LastUpdated;

    protected override string Key(Location record) => PublishedKeys.Of(record.Id!);

    protected override IEnumerable<Fault> FindFaults(Location record)
    {
        foreach (var fault in Missing(record.Id, "id")) yield return fault;
        var uids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var evse in record.Evses ?? [])
            if (string.IsNullOrWhiteSpace(evse.Uid)) yield return new Fault("evses/uid", "missing");
            else if (!uids.Add(evse.Uid)) yield return new Fault("evses/uid", $"'{evse.Uid}' stands there twice; expected each EVSE once");
    }

    /// <summary>EVSEs are never deleted: one that is no longer named is REMOVED (ocpi.md 5.1). One that could not be read is as it was.</summary>
    public override object Merge(object before, object now, IReadOnlyList<Loss> losses)
    {
        var location = (Location)now;
        var named = (location.Evses ?? []).Select(e => e.Uid).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var gone = (((Location)before).Evses ?? []).Where(e => !named.Contains(e.Uid)).ToList();
        if (gone.Count == 0) return location;
        if (losses.Any(l => l.Kind == LossKind.Unread && l.Place.StartsWith("evses", StringComparison.Ordinal) && !l.Place.Contains('/', StringComparison.Ordinal)))
            return location with { Evses = [.. location.Evses ?? [], .. gone] };
        return location with
        {
            Evses = [.. location.Evses ?? [], .. gone.Select(e =>
                e.Status == EvseStatus.REMOVED ? e : e with { Status = EvseStatus.REMOVED, LastUpdated = location.LastUpdated ?? e.LastUpdated })],
        };
    }

    /// <summary>Statuses have a fact of their own.</summary>
    public override bool IsToldOtherwise(object before, object now) =>
        Content((Location)before).AsSpan().SequenceEqual(Content((Location)now))
        && (((Location)now).Evses ?? []).All(e => !string.IsNullOrWhiteSpace(e.EvseId));

    /// <summary>The EVSEs that are known, and stand differently now.</summary>
    public static IReadOnlyList<Evse> ChangedStatuses(Location before, Location now)
    {
        var known = (before.Evses ?? []).Where(e => e.Uid is not null).ToLookup(e => e.Uid!, e => e.Status, StringComparer.OrdinalIgnoreCase);
        return [.. (now.Evses ?? []).Where(e => e.Status is not null && known.Contains(e.Uid!) && !known[e.Uid!].Contains(e.Status))];
    }

    /// <remarks>
    /// A version begins with the object's last_updated. The same last_updated again is a correction of that version, for
    /// records of its time too; an earlier one is history that arrives late.
    /// </remarks>
    public override void Keep(DirectoryStatements statements, object record, byte[] body, string partner, DateTimeOffset now)
    {
        var location = (Location)record;
        var (owner, key) = (location.Party!.Key, Key(location));
        var from = DateTimeOffset.FromUnixTimeMilliseconds((location.LastUpdated ?? now).ToUnixTimeMilliseconds());
        var before = statements.FindVersion(owner, key, from);
        var same = before is not null && Content(before.Location).AsSpan().SequenceEqual(Content(location));
        statements.PutVersion(owner, key, same ? before!.ValidFrom : from, body, partner);
        if (same) return;
        foreach (var evse in location.Evses ?? []) statements.PutEvse(owner, key, evse);
        statements.Announce(Subjects.Of(location), now);
    }

    /// <summary>Without what comes and goes as cars do.</summary>
    private static byte[] Content(Location location) => CanonicalJson.Write(location with
    {
        LastUpdated = null,
        Evses = location.Evses?.Select(e => e with
        {
            LastUpdated = null,
            Status = e.Status == EvseStatus.REMOVED ? e.Status : null,
            Connectors = e.Connectors?.Select(c => c with { LastUpdated = null }).ToList(),
        }).ToList(),
    });
}
