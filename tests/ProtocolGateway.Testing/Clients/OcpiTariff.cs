using System.Text.Json.Nodes;

namespace ProtocolGateway.Testing.Clients;

/// <summary>OCPI 2.2.1 tariffs of FR*798, in euros with 20 % VAT.</summary>
public static class OcpiTariff
{
    /// <summary>A fee at the start, and the energy.</summary>
    public static JsonObject ByEnergy(string id, decimal fee, decimal perKwh, string lastUpdated = "2024-01-01T00:00:00Z") =>
        Tariff(id, lastUpdated, $$"""{ "price_components": [ {{Component("FLAT", fee)}}, {{Component("ENERGY", perKwh)}} ] }""");

    /// <summary>The energy, at one price from 22:00 to 06:00 and at another one by day.</summary>
    public static JsonObject ByClock(string id, decimal byNight, decimal byDay) => Tariff(
        id, "2024-01-01T00:00:00Z",
        $$"""
        { "price_components": [ {{Component("ENERGY", byNight)}} ], "restrictions": { "start_time": "22:00", "end_time": "06:00" } },
        { "price_components": [ {{Component("ENERGY", byDay)}} ] }
        """);

    private static JsonObject Tariff(string id, string lastUpdated, string elements) => JsonNode.Parse(
        $$"""{ "country_code": "FR", "party_id": "798", "id": "{{id}}", "currency": "EUR", "elements": [ {{elements}} ], "last_updated": "{{lastUpdated}}" }""")!.AsObject();

    private static string Component(string type, decimal price) => FormattableString.Invariant($$"""{ "type": "{{type}}", "price": {{price}}, "vat": 20, "step_size": 1 }""");
}
