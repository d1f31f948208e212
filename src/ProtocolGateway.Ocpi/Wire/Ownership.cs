using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi.Wire;

/// <summary>OCPI 2.1.1's objects don't say whose they are: the address that they came to does, or the connection (ocpi.md 1.9).</summary>
internal static class Ownership
{
    /// <summary>Whose what a partner says is, where neither object nor address tells: that of the only party of the role that it speaks for.</summary>
    public static TRecord Give<TRecord>(TRecord record, Partner partner, Role role) where TRecord : class =>
        partner.Roles.Concat(partner.Reaches).Where(r => r.Role == role).Select(r => r.Party).Distinct().ToList() is [var only] ? Give(record, only) : record;

    /// <summary>The record with its owner; one that names its owner stays as it is.</summary>
    public static TRecord Give<TRecord>(TRecord record, PartyId owner) where TRecord : class => (TRecord)(record switch
    {
        Location { Party: null } location => location with { Party = owner },
        Tariff { Party: null } tariff => tariff with { Party = owner },
        Token { Party: null } token => token with { Party = owner },
        Session { Party: null } session => session with { Party = owner, Location = Of(session.Location, owner) },
        ChargeDetailRecord { Party: null } cdr => cdr with
        {
            Party = owner,
            Location = Of(cdr.Location, owner),
            Tariffs = cdr.Tariffs is null ? null : [.. cdr.Tariffs.Select(t => Give(t, owner))],
        },
        EvseStatusReport { Party: null } report => report with { Party = owner },
        _ => (object)record,
    });

    private static Location? Of(Location? location, PartyId owner) => location is null ? null : Give(location, owner);
}
