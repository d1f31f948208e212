using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using ProtocolGateway.Canonical;
using ProtocolGateway.Ocpi.Tests.StandIns;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Tests.Outbound;

/// <summary>Locations, tariffs and tokens that are owed to a partner, over a real connection.</summary>
public sealed class ObjectPushTests
{
    private static readonly DateTimeOffset At = new(2026, 10, 1, 10, 0, 0, TimeSpan.Zero);

    private StandInEmsp partner = null!;
    private OcpiProtocol protocol = null!;

    [SetUp]
    public void Start()
    {
        partner = new StandInEmsp();
        partner.OnDetails = _ => StandInEmsp.Answer(200, StandInEmsp.Data($$"""
            {"version":"2.2.1","endpoints":[{{string.Join(',', new[] { "locations", "tariffs", "tokens" }.Select(m =>
                $$"""{"identifier":"{{m}}","role":"RECEIVER","url":"{{partner.Address}}/theirs/{{m}}"}"""))}}]}
            """));
        partner.Otherwise = _ => StandInEmsp.Answer(201, """{"status_code":1000,"timestamp":"2026-05-04T12:00:00Z"}""");
        protocol = new OcpiProtocol(TestMappings.All, TimeProvider.System, NullLogger<OcpiProtocol>.Instance);
    }

    [TearDown]
    public async Task Stop()
    {
        protocol.Dispose();
        await partner.DisposeAsync();
    }

    [Test]
    public async Task A_location_is_put_at_its_owners_address()
    {
        Assert.That(await SayAsync(new LocationPublished { Location = Location("LOC/1") }), Is.InstanceOf<Outcome.Delivered>());

        var put = partner.Requests.Last();
        Assert.That(put.Line, Is.EqualTo("PUT /theirs/locations/FR/798/LOC%2F1 HTTP/1.1"));
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(put.Body), JsonNode.Parse("""
            {
              "country_code": "FR", "party_id": "798", "id": "LOC/1", "publish": true, "address": "1 rue de Rivoli", "city": "Paris", "country": "FRA",
              "coordinates": { "latitude": "48.861992", "longitude": "2.346667" }, "time_zone": "Europe/Paris", "last_updated": "2026-10-01T10:00:00Z"
            }
            """)), put.Body);
    }

    [Test]
    public async Task A_tariff_is_put_and_deleted()
    {
        var tariff = new Tariff
        {
            Party = new("FR", "798"),
            Id = "T1",
            Currency = "EUR",
            Elements = [new() { PriceComponents = [new() { Type = TariffDimensionType.ENERGY, Price = 0.25m, StepSize = 1 }] }],
            TaxIncluded = TaxIncluded.NO,
            LastUpdated = At,
        };
        await SayAsync(new TariffPublished { Tariff = tariff });
        await SayAsync(new TariffPublished { Withdrawn = new() { Party = tariff.Party, Id = "T1", WithdrawnAt = At } });

        Assert.That(partner.Requests.Where(r => !r.Line.StartsWith("GET", StringComparison.Ordinal)).Select(r => (r.Line, r.Body.Length > 0)), Is.EqualTo(new[]
        {
            ("PUT /theirs/tariffs/FR/798/T1 HTTP/1.1", true), ("DELETE /theirs/tariffs/FR/798/T1 HTTP/1.1", false),
        }));
    }

    [TestCase(TokenType.RFID, "")]
    [TestCase(TokenType.APP_USER, "?type=APP_USER")]
    [TestCase(TokenType.EMAID, "?type=OTHER")]
    public async Task A_tokens_type_stands_in_its_address_unless_it_is_a_card(TokenType type, string query)
    {
        await SayAsync(new TokenPublished { Token = Token(type) });

        Assert.That(partner.Requests.Last().Line, Is.EqualTo($"PUT /theirs/tokens/DE/ABC/04A2{query} HTTP/1.1"));
    }

    [TestCase(404, typeof(Outcome.Refused), TestName = "A_location_that_the_partner_can_not_place_is_refused")]
    [TestCase(405, typeof(Outcome.Refused), TestName = "A_location_that_the_partner_does_not_take_is_refused")]
    [TestCase(500, typeof(Outcome.Unreachable), TestName = "A_location_is_said_again_to_a_partner_in_trouble")]
    public async Task Answers_are_outcomes(int status, Type outcome)
    {
        partner.Otherwise = _ => StandInEmsp.Answer(status, """{"status_code":2003,"timestamp":"2026-05-04T12:00:00Z"}""");

        Assert.That(await SayAsync(new LocationPublished { Location = Location("LOC1") }), Is.TypeOf(outcome));
    }

    [TestCase(404, 2003, true)]
    [TestCase(404, 2000, true)]
    [TestCase(200, 2003, true)]
    [TestCase(200, 2001, false)]
    [TestCase(400, 2000, false)]
    public async Task A_status_of_a_location_that_the_partner_does_not_know_tells_what_is_missing(int status, int code, bool unknown)
    {
        partner.Otherwise = _ => StandInEmsp.Answer(status, $$"""{"status_code":{{code}},"timestamp":"2026-05-04T12:00:00Z"}""");
        var report = new EvseStatusReport { Party = new("FR", "798"), LocationId = "LOC1", EvseUid = "1", EvseId = "FR*798*E1", Status = EvseStatus.CHARGING, LastUpdated = At };

        var outcome = await SayAsync(new EvseStatusChanged { Report = report });

        Assert.That((outcome as Outcome.Refused)?.PlaceUnknown, Is.EqualTo(unknown), outcome.ToString());
    }

    [Test]
    public async Task A_tariff_that_the_partner_does_not_know_is_withdrawn_already()
    {
        partner.Otherwise = _ => StandInEmsp.Answer(404, """{"status_code":2000,"timestamp":"2026-05-04T12:00:00Z"}""");

        var outcome = await SayAsync(new TariffPublished { Withdrawn = new() { Party = new("FR", "798"), Id = "T1", WithdrawnAt = At } });

        Assert.That(outcome, Is.TypeOf<Outcome.Delivered>());
    }

    [TestCase("""{"status_code":2003,"timestamp":"2026-05-04T12:00:00Z"}""", typeof(Outcome.Delivered), true, TestName = "An_immutable_tariff_that_the_partner_does_not_know_is_put")]
    [TestCase("""{"data":TARIFF,"status_code":1000,"timestamp":"2026-05-04T12:00:00Z"}""", typeof(Outcome.Delivered), false, TestName = "An_immutable_tariff_that_the_partner_has_is_left_as_it_is")]
    [TestCase("""{"data":CHANGED,"status_code":1000,"timestamp":"2026-05-04T12:00:00Z"}""", typeof(Outcome.Held), false, TestName = "An_immutable_tariff_that_the_partner_has_otherwise_is_held")]
    public async Task Immutable_tariffs(string known, Type outcome, bool isPut)
    {
        const string tariff =
            """{"elements":[{"price_components":[{"step_size":1,"price":0.250,"type":"ENERGY"}]}],"id":"T1","party_id":"798","country_code":"FR","currency":"EUR","last_updated":"2026-01-01T00:00:00Z"}""";
        var answer = known.Replace("TARIFF", tariff, StringComparison.Ordinal).Replace("CHANGED", tariff.Replace("0.250", "0.3", StringComparison.Ordinal), StringComparison.Ordinal);
        var took = partner.Otherwise;
        partner.Otherwise = r => r.Line.StartsWith("GET", StringComparison.Ordinal) ? StandInEmsp.Answer(200, answer) : took(r);

        var said = await SayAsync(
            new TariffPublished
            {
                Tariff = new()
                {
                    Party = new("FR", "798"),
                    Id = "T1",
                    Currency = "EUR",
                    Elements = [new() { PriceComponents = [new() { Type = TariffDimensionType.ENERGY, Price = 0.25m, StepSize = 1 }] }],
                    LastUpdated = At,
                },
            },
            ("TariffsAreImmutable", "true"));

        Assert.That(said, Is.TypeOf(outcome), said.ToString());
        if (said is Outcome.Held held) Assert.That(held.Hold.Code, Is.EqualTo("TariffIsImmutable"));
        Assert.That(partner.Requests.Select(r => r.Line).Count(l => l == "GET /theirs/tariffs/FR/798/T1 HTTP/1.1"), Is.EqualTo(1));
        Assert.That(partner.Requests.Select(r => r.Line).Contains("PUT /theirs/tariffs/FR/798/T1 HTTP/1.1"), Is.EqualTo(isPut));
    }

    [Test]
    public async Task Whoever_has_no_such_module_is_not_told()
    {
        partner.OnDetails = null!;

        Assert.That(await SayAsync(new LocationPublished { Location = Location("LOC1") }), Is.TypeOf<Outcome.Unwanted>());
        Assert.That(await SayAsync(new LocationPublished { Location = Location("LOC2") }), Is.TypeOf<Outcome.Unwanted>());
        Assert.That(partner.Requests.Select(r => r.Line), Is.EqualTo(new[] { "GET /ocpi/versions HTTP/1.1", "GET /theirs/2.2.1 HTTP/1.1" }), "looked for once");
    }

    private Task<Outcome> SayAsync(object message, params (string Key, string? Value)[] settings)
    {
        var receiver = TestPartners.Partner(
            "volt", [TestPartners.Emsp("DE*ABC")], [("InboundToken", "their-token"), ("OutboundToken", "our-token"), ("VersionsUrl", $"{partner.Address}/ocpi/versions"), .. settings]);
        var matter = Matter.Of(message);
        var operation = protocol.Operations.Single(o => o is { Said: true } && o.Message == message.GetType() && o.Fits?.Invoke(matter) != false);
        return protocol.SendAsync(
            new()
            {
                Id = Guid.NewGuid(),
                Partner = receiver,
                Operation = operation,
                Heard = message,
                Message = message,
                Mappings = TestMappings.All.Current,
                Mapping = operation.Mapping is { } mapping ? TestMappings.All.Current.Find("ocpi-2.2.1", mapping, "volt") : null,
                Supplied = [],
                From = new("FR", "798"),
                To = new("DE", "ABC"),
                Attempt = 1,
                Repeat = false,
            },
            CancellationToken.None);
    }

    private static Location Location(string id) => new()
    {
        Party = new("FR", "798"),
        Id = id,
        Publish = true,
        Address = "1 rue de Rivoli",
        City = "Paris",
        Country = "FRA",
        Coordinates = new() { Latitude = "48.861992", Longitude = "2.346667" },
        TimeZone = "Europe/Paris",
        LastUpdated = At,
    };

    private static Token Token(TokenType type) => new()
    {
        Party = new("DE", "ABC"),
        Uid = "04A2",
        Type = type,
        ContractId = "DE-ABC-C12345678-X",
        Issuer = "Volt",
        Valid = true,
        Whitelist = WhitelistType.ALLOWED,
        LastUpdated = At,
    };
}
