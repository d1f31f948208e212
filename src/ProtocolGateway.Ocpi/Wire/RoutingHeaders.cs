using Microsoft.AspNetCore.Http;
using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Wire;

/// <summary>Who speaks to whom, as the four routing headers say (ocpi.md section 4). Between two direct partners they may be missing.</summary>
internal sealed record RoutingHeaders(PartyId? From, PartyId? To)
{
    public static RoutingHeaders None { get; } = new(null, null);

    /// <summary>Reads the headers of a functional module's request, and checks that the caller may use those names.</summary>
    /// <param name="refusal">Why not; null when all is well.</param>
    public static RoutingHeaders Read(IHeaderDictionary headers, Partner caller, out Refusal? refusal)
    {
        var faults = new List<Fault>();
        var from = ReadParty(headers, OcpiHeaders.FromCountry, OcpiHeaders.FromParty, faults);
        var to = ReadParty(headers, OcpiHeaders.ToCountry, OcpiHeaders.ToParty, faults);
        refusal = faults.Count > 0 ? new Refusal(RefusalKind.BadContent, faults)
            : from is not null && !SpeaksFor(caller, from) ? new Refusal(RefusalKind.ForeignParty, OcpiHeaders.FromParty, $"{from} is none of your parties")
            : null;
        return new RoutingHeaders(from, to);
    }

    /// <summary>False when the addressed party is neither us nor anybody that we reach (4001).</summary>
    public bool Reaches(PartnerBook book) =>
        To is null || To.Equals(book.Gateway) || Enum.GetValues<Role>().Any(role => book.Find(role, To) is not null);

    /// <summary>Writes the headers of the answer: the other way round.</summary>
    public void Mirror(IHeaderDictionary headers, PartyId gateway)
    {
        if (From is null && To is null) return;
        Write(headers, OcpiHeaders.ToCountry, OcpiHeaders.ToParty, From);
        Write(headers, OcpiHeaders.FromCountry, OcpiHeaders.FromParty, To ?? gateway);
    }

    private static void Write(IHeaderDictionary headers, string country, string id, PartyId? party)
    {
        if (party is null) return;
        headers[country] = party.CountryCode;
        headers[id] = party.Id;
    }

    private static bool SpeaksFor(Partner caller, PartyId party) =>
        caller.Roles.Concat(caller.Reaches).Any(role => role.Party.Equals(party));

    private static PartyId? ReadParty(IHeaderDictionary headers, string countryName, string idName, List<Fault> faults)
    {
        var country = headers[countryName].ToString().Trim();
        var id = headers[idName].ToString().Trim();
        if (country.Length == 0 && id.Length == 0) return null;
        if (country.Length == 0) faults.Add(new Fault(countryName, "missing"));
        else if (id.Length == 0) faults.Add(new Fault(idName, "missing"));
        else if (country.Length == 2 && PartyId.TryParse(country + id, out var party)) return party;
        else faults.Add(new Fault(idName, "two letters and three characters name a party"));
        return null;
    }
}
