using System.Text.Json.Nodes;
using ProtocolGateway.Ocpi.Tests.StandIns;

namespace ProtocolGateway.Ocpi.Tests.Inbound.Objects;

/// <summary>A gateway for each test, over real HTTP.</summary>
public abstract class ObjectsTest
{
    internal const string Locations = "/ocpi/2.2.1/locations/FR/798";
    internal const string Tariffs = "/ocpi/2.2.1/tariffs/FR/798";
    internal const string Tokens = "/ocpi/2.2.1/tokens/DE/ABC";

    internal EngineUnderTest Engine { get; private set; } = null!;

    [SetUp]
    public async Task StartAsync() => Engine = await EngineUnderTest.StartAsync();

    [TearDown]
    public async Task StopAsync() => await Engine.DisposeAsync();

    internal static JsonObject Location(string id = "LOC1") => JsonNode.Parse($$"""
        {
          "country_code": "FR", "party_id": "798", "id": "{{id}}", "publish": true, "name": "Halles", "address": "1 rue de Rivoli", "city": "Paris",
          "postal_code": "75001", "country": "FRA", "coordinates": { "latitude": "48.861992", "longitude": "2.346667" },
          "evses": [
            {
              "uid": "3256", "evse_id": "FR*798*E{{id}}*1", "status": "AVAILABLE", "capabilities": ["RFID_READER"],
              "connectors": [{{Connector()}}],
              "floor_level": "-1", "last_updated": "2026-10-01T10:00:00Z"
            }
          ],
          "facilities": ["HOTEL", "MALL"], "time_zone": "Europe/Paris", "last_updated": "2026-10-01T10:00:00Z"
        }
        """)!.AsObject();

    internal static string Connector(string id = "1", string updated = "2026-10-01T10:00:00Z", int amperage = 32) =>
        $$"""{"id":"{{id}}","standard":"IEC_62196_T2","format":"SOCKET","power_type":"AC_3_PHASE","max_voltage":230,"max_amperage":{{amperage}},"last_updated":"{{updated}}"}""";

    internal static string Evse(string uid, string updated) =>
        $$"""{"uid":"{{uid}}","evse_id":"FR*798*ELOC1*{{uid}}","status":"CHARGING","connectors":[{{Connector()}}],"last_updated":"{{updated}}"}""";

    internal static JsonObject Tariff(string id = "T1") => JsonNode.Parse($$"""
        {
          "country_code": "FR", "party_id": "798", "id": "{{id}}", "currency": "EUR",
          "elements": [{ "price_components": [{ "type": "ENERGY", "price": 0.25, "vat": 20, "step_size": 1 }] }],
          "last_updated": "2026-10-01T10:00:00Z"
        }
        """)!.AsObject();

    internal static JsonObject Token(string uid = "04A2B3C4D5E680", string type = "RFID") => JsonNode.Parse($$"""
        {
          "country_code": "DE", "party_id": "ABC", "uid": "{{uid}}", "type": "{{type}}", "contract_id": "DE-ABC-C12345678-X", "issuer": "Volt",
          "valid": true, "whitelist": "ALLOWED", "last_updated": "2026-10-01T10:00:00Z"
        }
        """)!.AsObject();

    internal async Task<(int Http, int Code)> SayAsync(string method, string path, string? json = null, string token = EngineUnderTest.CpoToken)
    {
        var answer = await Engine.SendAsync(method, path, json, token);
        return (answer.Http, answer.Code);
    }

    /// <summary>What is known by that address.</summary>
    internal async Task<JsonObject> ReadAsync(string path, string token = EngineUnderTest.CpoToken)
    {
        var answer = await Engine.SendAsync("GET", path, null, token);
        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 1000)), answer.Message);
        return JsonNode.Parse(answer.Json.GetProperty("data").GetRawText())!.AsObject();
    }

    internal static void AssertSame(JsonNode actual, JsonNode expected) =>
        Assert.That(JsonNode.DeepEquals(actual, expected), $"{actual.ToJsonString()}\nis not\n{expected.ToJsonString()}");
}
