using System.Text.Json.Nodes;
using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Tests.StandIns;
using ProtocolGateway.Ocpi.Wire;

namespace ProtocolGateway.Ocpi.Tests.Inbound.Objects;

/// <summary>The same interface in every version that is spoken.</summary>
public sealed class EveryVersionTests
{
    private static readonly DateTimeOffset At = new(2026, 10, 1, 10, 0, 0, TimeSpan.Zero);

    private static IEnumerable<string> Versions => OcpiVersion.Spoken.Select(v => v.Number);

    [TestCaseSource(nameof(Versions))]
    public async Task Objects_are_put_changed_and_read(string version)
    {
        await using var engine = await EngineUnderTest.StartAsync(version);
        var patchesTariffs = version == "2.1.1";
        await CheckAsync(engine, version, "location", "locations/FR/798/LOC1", Location, "city", "Lyon", EngineUnderTest.CpoToken, patches: true);
        await CheckAsync(engine, version, "tariff", "tariffs/FR/798/T1", Tariff, "currency", "CHF", EngineUnderTest.CpoToken, patchesTariffs);
        await CheckAsync(engine, version, "token", "tokens/DE/ABC/04A2B3C4D5E680", Token, "issuer", "Ampere", EngineUnderTest.EmspToken, patches: true);
        Assert.That((await engine.SendAsync("DELETE", $"/ocpi/{version}/tariffs/FR/798/T1")).Http, Is.EqualTo(200));
    }

    [TestCaseSource(nameof(Versions))]
    public async Task A_foreign_object_is_404_for_reading_and_writing(string version)
    {
        await using var engine = await EngineUnderTest.StartAsync(version);
        foreach (var (path, token) in new[] { ("locations/NL/EVL/LOC1", EngineUnderTest.CpoToken), ("tariffs/NL/EVL/T1", EngineUnderTest.CpoToken), ("tokens/NL/EVL/04A2", EngineUnderTest.EmspToken) })
            foreach (var method in new[] { "GET", "PUT" })
                Assert.That((await engine.SendAsync(method, $"/ocpi/{version}/{path}", method == "GET" ? null : "{}", token)).Http, Is.EqualTo(404), $"{method} {path}");
    }

    /// <summary>Of 2.3.0 only: created at the interface's own address, although the client owns them (ocpi.md 5.9).</summary>
    [Test]
    public async Task Invoice_records_are_posted_corrected_read_and_deleted()
    {
        await using var engine = await EngineUnderTest.StartAsync("2.3.0");
        const string Address = "/ocpi/2.3.0/invoicereconciliation";
        var record = JsonNode.Parse("""
            {"country_code":"FR","party_id":"798","id":"I1","invoice_id":"2026-17","cdrs":["C1","C2"],"last_updated":"2026-10-01T10:00:00Z"}
            """)!;
        Assert.That((await engine.SendAsync("POST", Address, record.ToJsonString())).Http, Is.EqualTo(201));
        ObjectsTest.AssertSame(await ReadAsync(engine, $"{Address}/FR/798/I1", EngineUnderTest.CpoToken), record);
        (record["cdrs"], record["last_updated"]) = (new JsonArray("C1"), "2026-10-01T11:00:00Z");
        Assert.That((await engine.SendAsync("PUT", $"{Address}/FR/798/I1", record.ToJsonString())).Http, Is.EqualTo(200));
        ObjectsTest.AssertSame(await ReadAsync(engine, $"{Address}/FR/798/I1", EngineUnderTest.CpoToken), record);
        Assert.That((await engine.SendAsync("GET", $"{Address}/FR/798/I1", null, EngineUnderTest.EmspToken)).Http, Is.EqualTo(404), "another's");
        Assert.That((await engine.SendAsync("DELETE", $"{Address}/FR/798/I1")).Http, Is.EqualTo(200));
        Assert.That((await engine.SendAsync("GET", $"{Address}/FR/798/I1")).Http, Is.EqualTo(404));
        Assert.That((await engine.SendAsync("POST", "/ocpi/2.2.1/invoicereconciliation", record.ToJsonString())).Http, Is.EqualTo(404));
    }

    /// <summary>The record doesn't say whom it is for, its CDRs do: never anybody else's.</summary>
    [Test]
    public async Task An_invoice_record_is_in_the_list_of_whoever_pays_its_records_or_made_them()
    {
        await using var engine = await EngineUnderTest.StartAsync("2.3.0");
        const string Address = "/ocpi/2.3.0/invoicereconciliation", List = "/ocpi/2.3.0/sender/invoicereconciliation";
        var unknown = Invoice("FR", "798", "I0", "NOT-HEARD");
        Assert.That((await engine.SendAsync("POST", Address, unknown.ToJsonString())).Http, Is.EqualTo(201));
        var cdr = JsonNode.Parse(System.Text.Encoding.UTF8.GetString(Testing.Documents.Read("ocpi-2.3.0/charge-detail-record.json")))!;
        (cdr["country_code"], cdr["party_id"], cdr["id"]) = ("FR", "798", "Cdr-1");
        (cdr["cdr_token"]!["country_code"], cdr["cdr_token"]!["party_id"]) = ("DE", "ABC");
        var posted = await engine.SendAsync("POST", "/ocpi/2.3.0/cdrs", cdr.ToJsonString());
        Assert.That(posted.Code, Is.EqualTo(1000), posted.Message);
        await engine.SendAsync("POST", Address, Invoice("FR", "798", "I1", "CDR-1").ToJsonString());
        await engine.SendAsync("POST", Address, Invoice("DE", "ABC", "R1", "Cdr-1").ToJsonString(), EngineUnderTest.EmspToken);

        Assert.That(await IdsAsync(EngineUnderTest.EmspToken), Is.EqualTo("1: I1"), "direct billing");
        Assert.That(await IdsAsync(EngineUnderTest.CpoToken), Is.EqualTo("1: R1"), "reverse billing");

        unknown["cdrs"] = new JsonArray("Cdr-1");
        unknown["last_updated"] = "2026-10-01T11:00:00Z";
        await engine.SendAsync("PUT", $"{Address}/FR/798/I0", unknown.ToJsonString());
        Assert.That(await IdsAsync(EngineUnderTest.EmspToken), Is.EqualTo("2: I0 I1"));
        await engine.SendAsync("DELETE", $"{Address}/FR/798/I1");
        Assert.That(await IdsAsync(EngineUnderTest.EmspToken), Is.EqualTo("1: I0"));

        async Task<string> IdsAsync(string token)
        {
            var page = await engine.SendAsync("GET", List, null, token);
            return $"{page.Header("X-Total-Count")}: {string.Join(' ', page.Json.GetProperty("data").EnumerateArray().Select(o => o.GetProperty("id").GetString()))}";
        }

        static JsonNode Invoice(string country, string party, string id, string cdr) => JsonNode.Parse($$"""
            {"country_code":"{{country}}","party_id":"{{party}}","id":"{{id}}","invoice_id":"2026-17","cdrs":["{{cdr}}"],"last_updated":"2026-10-01T10:00:00Z"}
            """)!;
    }

    private static async Task CheckAsync(
        EngineUnderTest engine, string version, string mapping, string path, object record, string member, string changed, string token, bool patches)
    {
        var address = $"/ocpi/{version}/{path}";
        var json = Write(version, mapping, record);
        var put = await engine.SendAsync("PUT", address, json.ToJsonString(), token);
        Assert.That((put.Http, put.Code), Is.EqualTo((201, 1000)), put.Message);
        ObjectsTest.AssertSame(await ReadAsync(engine, address, token), json);

        var patch = await engine.SendAsync("PATCH", address, $$"""{"{{member}}":"{{changed}}","last_updated":"2026-10-01T11:00:00Z"}""", token);
        Assert.That(patch.Http, Is.EqualTo(patches ? 200 : 405), patch.Message);
        if (patches) (json[member], json["last_updated"]) = (changed, "2026-10-01T11:00:00Z");
        ObjectsTest.AssertSame(await ReadAsync(engine, address, token), json);
    }

    private static async Task<JsonNode> ReadAsync(EngineUnderTest engine, string address, string token) =>
        JsonNode.Parse((await engine.SendAsync("GET", address, null, token)).Json.GetProperty("data").GetRawText())!;

    private static JsonObject Write(string version, string mapping, object record)
    {
        using var bytes = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            var hold = TestMappings.All.Current.Find($"ocpi-{version}", mapping)!.Write(record, record, new JsonDocumentWriter(writer), new WriteContext());
            Assert.That(hold, Is.Null);
            writer.WriteEndObject();
        }
        return JsonNode.Parse(bytes.ToArray())!.AsObject();
    }

    private static Location Location { get; } = new()
    {
        Party = new("FR", "798"),
        Id = "LOC1",
        Publish = true,
        Name = "Halles",
        Address = "1 rue de Rivoli",
        City = "Paris",
        PostalCode = "75001",
        Country = "FRA",
        Coordinates = new() { Latitude = "48.861992", Longitude = "2.346667" },
        ParkingType = ParkingType.ON_STREET,
        TimeZone = "Europe/Paris",
        Evses =
        [
            new()
            {
                Uid = "3256",
                EvseId = "FR*798*ELOC1*1",
                Status = EvseStatus.AVAILABLE,
                Connectors =
                [
                    new()
                    {
                        Id = "1",
                        Standard = ConnectorType.IEC_62196_T2,
                        Format = ConnectorFormat.SOCKET,
                        PowerType = PowerType.AC_3_PHASE,
                        MaxVoltage = 230,
                        MaxAmperage = 32,
                        LastUpdated = At,
                    },
                ],
                LastUpdated = At,
            },
        ],
        LastUpdated = At,
    };

    private static Tariff Tariff { get; } = new()
    {
        Party = new("FR", "798"),
        Id = "T1",
        Currency = "EUR",
        Elements = [new() { PriceComponents = [new() { Type = TariffDimensionType.ENERGY, Price = 0.25m, StepSize = 1 }] }],
        TaxIncluded = TaxIncluded.NO,
        LastUpdated = At,
    };

    private static Token Token { get; } = new()
    {
        Party = new("DE", "ABC"),
        Uid = "04A2B3C4D5E680",
        Type = TokenType.RFID,
        ContractId = "DE-ABC-C12345678-X",
        Issuer = "Volt",
        Valid = true,
        Whitelist = WhitelistType.ALLOWED,
        LastUpdated = At,
    };
}
