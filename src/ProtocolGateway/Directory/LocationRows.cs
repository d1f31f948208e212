using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Directory;

/// <summary>Locations, each with a history: a new version where something changed that a record may need.</summary>
internal sealed class LocationRows(Partner partner) : IImportedRows<Location>
{
    public IEnumerable<Fault> Check(Reading reading)
    {
        foreach (var fault in RowChecks.Reading(reading)) yield return fault;
        if (reading.Message is not Location location) yield break;
        foreach (var fault in RowChecks.Owner(partner, Role.CPO, location.Party)) yield return fault;
        if (string.IsNullOrWhiteSpace(location.Id)) yield return new Fault("id", "missing");
        var uids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var evse in location.Evses ?? [])
            if (string.IsNullOrWhiteSpace(evse.Uid)) yield return new Fault("evses/uid", "missing");
            else if (!uids.Add(evse.Uid)) yield return new Fault("evses/uid", $"'{evse.Uid}' stands there twice; expected each EVSE once");
    }

    public string Key(Location row) => $"{row.Party!.Key}|{row.Id!.ToUpperInvariant()}";

    /// <remarks>
    /// A version begins with the object's last_updated. The same last_updated again is a correction of that version, for
    /// records of its time too; an earlier one is history that arrives late.
    /// </remarks>
    public void Write(Location row, DirectoryStatements statements, DateTimeOffset now)
    {
        var (owner, key, body) = (row.Party!.Key, row.Id!.ToUpperInvariant(), CanonicalJson.Write(row));
        var from = DateTimeOffset.FromUnixTimeMilliseconds((row.LastUpdated ?? now).ToUnixTimeMilliseconds());
        var before = statements.FindVersion(owner, key, from);
        var same = before is not null && Content(before.Location).AsSpan().SequenceEqual(Content(row));
        statements.PutVersion(owner, key, same ? before!.ValidFrom : from, body, partner.Id);
        if (same) return;
        foreach (var evse in row.Evses ?? []) statements.PutEvse(owner, key, evse);
        statements.Announce(Subjects.Of(row), now);
    }

    /// <summary>Without what comes and goes as cars do.</summary>
    private static byte[] Content(Location location) => CanonicalJson.Write(location with
    {
        LastUpdated = null,
        Evses = location.Evses?.Select(e => e with
        {
            LastUpdated = null,
            Status = null,
            Connectors = e.Connectors?.Select(c => c with { LastUpdated = null }).ToList(),
        }).ToList(),
    });
}
