using System.Text;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>Two OCPI parties that roam with each other: places and prices go the one way, tokens the other.</summary>
internal sealed class What_a_CPO_publishes_reaches_its_eMSPs : Journey
{
    private readonly OcpiReceiverStandIn cpo = new("token-at-the-cpo", "tokens");
    private readonly OcpiReceiverStandIn emsp = new("token-at-the-emsp", "locations", "tariffs");

    protected override GatewaySettings Settings() => new GatewaySettings()
        .Ocpi("acme", cpo.VersionsUrl, cpo.Token, ("CPO", "FR*798"))
        .Ocpi("volt", emsp.VersionsUrl, emsp.Token, ("EMSP", "DE*ABC"))
        .Agreement();

    protected override async Task BeforeAsync()
    {
        await cpo.StartAsync();
        await emsp.StartAsync();
    }

    protected override async Task AfterAsync()
    {
        await cpo.DisposeAsync();
        await emsp.DisposeAsync();
    }

    [Test]
    public async Task As_it_says_it()
    {
        var location = OcpiRecord.Location("LOC1");
        var answer = await SayAsync("acme", HttpMethod.Put, "locations/FR/798/LOC1", location);
        Assert.That((answer.HttpStatus, answer.StatusCode), Is.EqualTo((201, 1000)), answer.ToString());

        Assert.That(Same.Json(await emsp.UntilAsync("locations/FR/798/LOC1")), Is.EqualTo(Same.Json(location)));
        Assert.That(cpo.Has("locations/FR/798/LOC1"), Is.False, "never back");
    }

    [Test]
    public async Task With_what_it_changes_later()
    {
        await SayAsync("acme", HttpMethod.Put, "locations/FR/798/LOC2", OcpiRecord.Location("LOC2", "FR*798*E2*1", "EVSE-2"));
        var change = new JsonObject { ["floor_level"] = "-1", ["last_updated"] = "2024-02-01T00:00:00Z" };
        var answer = await SayAsync("acme", HttpMethod.Patch, "locations/FR/798/LOC2/EVSE-2", change);
        Assert.That((answer.HttpStatus, answer.StatusCode), Is.EqualTo((200, 1000)), answer.ToString());

        var expected = OcpiRecord.Location("LOC2", "FR*798*E2*1", "EVSE-2");
        var evse = expected["evses"]![0]!;
        (evse["floor_level"], evse["last_updated"], expected["last_updated"]) = ("-1", "2024-02-01T00:00:00Z", "2024-02-01T00:00:00Z");
        var got = await emsp.UntilAsync("locations/FR/798/LOC2", l => l["evses"]![0]!["floor_level"] is not null);
        Assert.That(Same.Json(got), Is.EqualTo(Same.Json(expected)));
    }

    [Test]
    public async Task And_what_it_withdraws_goes()
    {
        var tariff = JsonNode.Parse("""
            {
              "country_code": "FR", "party_id": "798", "id": "T1", "currency": "EUR",
              "elements": [ { "price_components": [ { "type": "ENERGY", "price": 0.25, "vat": 20.0, "step_size": 1 } ] } ],
              "last_updated": "2024-01-01T00:00:00Z"
            }
            """)!.AsObject();
        await SayAsync("acme", HttpMethod.Put, "tariffs/FR/798/T1", tariff);
        Assert.That(Same.Json(await emsp.UntilAsync("tariffs/FR/798/T1")), Is.EqualTo(Same.Json(tariff)));

        var answer = await SayAsync("acme", HttpMethod.Delete, "tariffs/FR/798/T1", null);
        Assert.That((answer.HttpStatus, answer.StatusCode), Is.EqualTo((200, 1000)), answer.ToString());
        await emsp.UntilGoneAsync("tariffs/FR/798/T1");
    }

    [Test]
    public async Task And_the_eMSPs_tokens_reach_the_CPO()
    {
        var token = OcpiRecord.Token();
        await SayAsync("volt", HttpMethod.Put, "tokens/DE/ABC/04A2B3C4D5E680", token);

        Assert.That(Same.Json(await cpo.UntilAsync("tokens/DE/ABC/04A2B3C4D5E680")), Is.EqualTo(Same.Json(token)));
    }

    [Test]
    public async Task And_so_does_an_import()
    {
        var location = OcpiRecord.Location("LOC3", "FR*798*E3*1", "EVSE-3");
        var import = await ImportAsync("locations", "acme", location);
        Assert.That(import.ExitCode, Is.Zero, import.ToString());

        Assert.That(Same.Json(await emsp.UntilAsync("locations/FR/798/LOC3")), Is.EqualTo(Same.Json(location)));
    }

    private Task<OcpiAnswer> SayAsync(string partner, HttpMethod method, string path, JsonObject? json) =>
        new OcpiCpoClient(Gateway.Partners, GatewaySettings.InboundToken(partner))
            .SendAsync(method, $"/ocpi/2.2.1/{path}", json is null ? null : Encoding.UTF8.GetBytes(json.ToJsonString()));
}
