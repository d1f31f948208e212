using System.Text.Json;
using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Wire;

/// <summary>The Credentials object of all versions (ocpi.md section 3).</summary>
/// <param name="Token">What its receiver presents to its issuer; never encoded in here.</param>
/// <param name="Url">The issuer's list of versions.</param>
/// <param name="Roles">Before 2.2 one, whose role is not told.</param>
/// <param name="Hub">The platform passes on between others; told from 2.3 on.</param>
internal sealed record Credentials(string Token, string Url, IReadOnlyList<CredentialsRole> Roles, PartyId? Hub)
{
    private const int LongestToken = 64, LongestUrl = 255;

    /// <summary>Null where there are faults.</summary>
    public static Credentials? Read(DocumentNode data, OcpiVersion version, ICollection<Fault> faults)
    {
        var before = faults.Count;
        if (data is not { Exists: true, Kind: NodeKind.Object })
        {
            faults.Add(new Fault("", "no Credentials object was found"));
            return null;
        }
        var token = data.Text("token");
        if (token is null) faults.Add(new Fault("token", "missing"));
        else if (token.Length > LongestToken || token.AsSpan().ContainsAnyExceptInRange('!', '~')) faults.Add(new Fault("token", $"1 to {LongestToken} printable ASCII characters without blanks are a token"));
        var url = data.Text("url");
        if (url is null) faults.Add(new Fault("url", "missing"));
        else if (url.Length > LongestUrl || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) faults.Add(new Fault("url", "it is no http or https address"));
        var roles = version.NamesInterfaces ? ReadRoles(data.Child("roles"), faults) : [ReadRole(data, "", null, faults)];
        var hub = data.Text("hub_party_id");
        PartyId? hubParty = null;
        if (hub is not null && NamesHub(version) && !PartyId.TryParse(hub, out hubParty)) faults.Add(new Fault("hub_party_id", "two letters and three characters name a party"));
        return faults.Count > before ? null : new Credentials(token!, url!, [.. roles.OfType<CredentialsRole>()], hubParty);
    }

    public void Write(Utf8JsonWriter json, OcpiVersion version)
    {
        json.WriteStartObject();
        json.WriteString("token", Token);
        json.WriteString("url", Url);
        if (!version.NamesInterfaces)
        {
            Roles[0].Write(json);
        }
        else
        {
            if (Hub is not null && NamesHub(version)) json.WriteString("hub_party_id", Hub.CountryCode + Hub.Id);
            json.WriteStartArray("roles");
            foreach (var role in Roles)
            {
                json.WriteStartObject();
                json.WriteString("role", role.Role);
                role.Write(json);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    /// <summary>2.3.0 has no role HUB: the platform's own party stands beside the roles of those that it reaches.</summary>
    public static bool NamesHub(OcpiVersion version) => version.NamesInterfaces && string.CompareOrdinal(version.Number, "2.3") > 0;

    /// <summary>Nothing but where it leads: a token is in here.</summary>
    public override string ToString() => $"credentials of {Url}";

    private static List<CredentialsRole?> ReadRoles(DocumentNode list, ICollection<Fault> faults)
    {
        var roles = new List<CredentialsRole?>();
        for (var item = list.FirstChild; list.Exists && item.Exists; item = item.Next)
        {
            var place = $"roles[{roles.Count}]";
            var role = item.Text("role");
            if (role is null) faults.Add(new Fault($"{place}/role", "missing"));
            roles.Add(ReadRole(item, place + "/", role, faults));
        }
        if (roles.Count == 0) faults.Add(new Fault("roles", "missing; at least one is wanted"));
        return roles;
    }

    private static CredentialsRole? ReadRole(DocumentNode node, string place, string? role, ICollection<Fault> faults)
    {
        var (country, id) = (node.Text("country_code"), node.Text("party_id"));
        if (country is null) faults.Add(new Fault(place + "country_code", "missing"));
        if (id is null) faults.Add(new Fault(place + "party_id", "missing"));
        if (country is null || id is null) return null;
        if (country.Length == 2 && PartyId.TryParse(country + id, out var party)) return new CredentialsRole(role, party!, node.Child("business_details").Text("name") ?? "");
        faults.Add(new Fault(place + "party_id", "two letters and three characters name a party"));
        return null;
    }
}

/// <summary>One party that a platform speaks for.</summary>
/// <param name="Role">As OCPI spells it: <c>CPO</c>, <c>NSP</c>; null where the version doesn't tell.</param>
/// <param name="Name">Of the company, for people.</param>
internal sealed record CredentialsRole(string? Role, PartyId Party, string Name)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("business_details");
        json.WriteString("name", Name);
        json.WriteEndObject();
        json.WriteString("party_id", Party.Id);
        json.WriteString("country_code", Party.CountryCode);
    }
}
