using System.Globalization;
using System.Text.Json;
using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Wire;

/// <summary>The ClientInfo object (ocpi.md 5.8): how a party stands that a hub reaches.</summary>
internal static class ClientInfo
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK"];

    /// <summary>Null where there are faults.</summary>
    public static PartyStatus? Read(DocumentNode data, ICollection<Fault> faults)
    {
        var before = faults.Count;
        var party = Party(data, faults);
        var role = Code<PartyRole>(data, "role", faults);
        var status = Code<ConnectionStatus>(data, "status", faults);
        DateTimeOffset at = default;
        if (data.Text("last_updated") is not { } text) faults.Add(new Fault("last_updated", "missing"));
        else if (!DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at)) faults.Add(new Fault("last_updated", "it is no time in UTC"));
        return faults.Count > before ? null : new PartyStatus { Party = party, Role = role, Status = status, LastUpdated = at.ToUniversalTime() };
    }

    public static void Write(Utf8JsonWriter json, PartyStatus status)
    {
        json.WriteStartObject();
        json.WriteString("party_id", status.Party!.Id);
        json.WriteString("country_code", status.Party.CountryCode);
        json.WriteString("role", status.Role.ToString());
        json.WriteString("status", status.Status.ToString());
        json.WriteString("last_updated", Text(status.LastUpdated!.Value));
        json.WriteEndObject();
    }

    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static PartyId? Party(DocumentNode data, ICollection<Fault> faults)
    {
        var (country, id) = (data.Text("country_code"), data.Text("party_id"));
        if (country is null) faults.Add(new Fault("country_code", "missing"));
        if (id is null) faults.Add(new Fault("party_id", "missing"));
        if (country is null || id is null) return null;
        if (country.Length == 2 && PartyId.TryParse(country + id, out var party)) return party;
        faults.Add(new Fault("party_id", "two letters and three characters name a party"));
        return null;
    }

    private static T? Code<T>(DocumentNode data, string name, ICollection<Fault> faults) where T : struct, Enum
    {
        if (data.Text(name) is not { } text) faults.Add(new Fault(name, "missing"));
        else if (Enum.TryParse<T>(text, out var code) && Enum.IsDefined(code) && !char.IsAsciiDigit(text[0])) return code;
        else faults.Add(new Fault(name, $"'{text}' was found; expected {string.Join(", ", Enum.GetNames<T>())}"));
        return null;
    }
}
