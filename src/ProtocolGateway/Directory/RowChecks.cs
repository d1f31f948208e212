using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Directory;

/// <summary>What every imported object must be.</summary>
internal static class RowChecks
{
    /// <summary>Read without a fault, and without a code that no table knows.</summary>
    public static IEnumerable<Fault> Reading(Reading reading) =>
        reading.Hold is { } hold ? [.. reading.Faults, new Fault("", hold.Text)]
        : reading.Message is null && reading.Faults.Count == 0 ? [new Fault("", "nothing could be read")]
        : reading.Faults;

    /// <summary>Of a party that the partner speaks for.</summary>
    public static IEnumerable<Fault> Owner(Partner partner, Role role, PartyId? owner)
    {
        if (owner is null) yield return new Fault("country_code, party_id", "missing");
        else if (!partner.SpeaksFor(role, owner))
            yield return new Fault("country_code, party_id", $"{owner} is no {role} of partner '{partner.Id}'; expected one of {Spoken(partner, role)}");
    }

    private static string Spoken(Partner partner, Role role)
    {
        var parties = partner.Roles.Concat(partner.Reaches).Where(r => r.Role == role).Select(r => r.Party.ToString()).ToList();
        return parties.Count == 0 ? $"none: it has no role {role}" : string.Join(", ", parties);
    }
}
