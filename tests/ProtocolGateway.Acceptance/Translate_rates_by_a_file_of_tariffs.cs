using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>An eMIP record without price on paper, 18.25 kWh at 1.00 and 0.40 a kWh: 8.30, and 20 %: 9.96.</summary>
internal sealed class Translate_rates_by_a_file_of_tariffs
{
    private static readonly JsonObject ByEnergy = OcpiTariff.ByEnergy("T-1", fee: 1.00m, perKwh: 0.40m);
    private string folder = "";

    [SetUp]
    public void Make() => folder = System.IO.Directory.CreateTempSubdirectory("tariffs-").FullName;

    [TearDown]
    public void Clear() => System.IO.Directory.Delete(folder, recursive: true);

    [Test]
    public async Task Into_OCPI_2_1_1()
    {
        var record = await RatedAsync("ocpi-2.1.1", ByEnergy);
        Assert.Multiple(() =>
        {
            Assert.That(record["total_cost"]!.GetValue<decimal>(), Is.EqualTo(8.30m));
            Assert.That(record["tariffs"]![0]!["elements"]![0]!["price_components"]!.AsArray().Select(c => c!["price"]!.GetValue<decimal>()), Is.EqualTo(new[] { 1.00m, 0.40m }));
            Assert.That(record["currency"]!.ToString(), Is.EqualTo("EUR"));
        });
    }

    [Test]
    public async Task Into_OCPI_2_2_1()
    {
        var record = await RatedAsync("ocpi-2.2.1", ByEnergy);
        Assert.Multiple(() =>
        {
            Assert.That(record["total_cost"]!.ToJsonString(), Is.EqualTo("""{"excl_vat":8.3000,"incl_vat":9.9600}"""));
            Assert.That(record["tariffs"]![0]!["id"]!.ToString(), Is.EqualTo("T-1"));
            Assert.That(record["charging_periods"]![0]!["tariff_id"]!.ToString(), Is.EqualTo("T-1"));
        });
    }

    [Test]
    public async Task Into_OCPI_2_3_0()
    {
        var record = await RatedAsync("ocpi-2.3.0", ByEnergy);
        Assert.Multiple(() =>
        {
            Assert.That(record["total_cost"]!["before_taxes"]!.GetValue<decimal>(), Is.EqualTo(8.30m));
            Assert.That(record["total_cost"]!["taxes"]![0]!["amount"]!.GetValue<decimal>(), Is.EqualTo(1.66m));
            Assert.That(record["tariffs"]![0]!["tax_included"]!.ToString(), Is.EqualTo("NO"));
            Assert.That(record["charging_periods"]![0]!["tariff_id"]!.ToString(), Is.EqualTo("T-1"));
        });
    }

    [Test]
    public async Task And_holds_what_is_uncertain()
    {
        var result = await TranslateAsync("ocpi-2.2.1", "2024-06-12T19:00:00Z", OcpiTariff.ByClock("T-1", byNight: 0.20m, byDay: 0.30m));
        Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
        Assert.That(result.Errors, Does.Contain("held, NoPrice: There is no price: the record names no cost, and by the tariff T-1 of FR*798 what energy costs hangs on when"));
    }

    [Test]
    public async Task And_does_not_choose_among_several()
    {
        var result = await TranslateAsync("ocpi-2.2.1", "2024-06-12T08:00:00Z", ByEnergy, OcpiTariff.ByEnergy("T-2", fee: 0m, perKwh: 1m));
        Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
        Assert.That(result.Errors, Does.Contain("held, NoPrice: There is no price: the record names no cost. The agreement may name a Tariff"));
    }

    private async Task<JsonNode> RatedAsync(string dialect, params JsonObject[] tariffs)
    {
        var result = await TranslateAsync(dialect, "2024-06-12T08:00:00Z", tariffs);
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(await SchemaOracle.JsonFaultsAsync(result.Output, $"{dialect}/cdr.schema.json"), Is.Empty);
        var record = JsonNode.Parse(result.Output)!;
        Assert.That(record["remark"]!.ToString(), Is.EqualTo("[*] rated by tariff T-1"));
        Assert.That(result.Errors, Does.Contain("Supplied: total_cost: tariff T-1 of FR*798, as of 2024-01-01 00:00:00Z"));
        return record;
    }

    private Task<CommandResult> TranslateAsync(string dialect, string start, params JsonObject[] tariffs)
    {
        var at = DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture);
        var record = new EmipRecord { ServiceSessionId = "S-1", Cost = null, StartTime = start, EndTime = $"{at.AddMinutes(90).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}" };
        return Command.RunAsync(
            ["translate", "--from", "emip", "--to", dialect, "--locations", Write("locations", OcpiRecord.Location()), "--tokens", Write("tokens", OcpiRecord.Token()), "--tariffs", Write("tariffs", tariffs)],
            record.Request());
    }

    private string Write(string name, params JsonObject[] objects)
    {
        var path = Path.Combine(folder, $"{name}.json");
        File.WriteAllText(path, $"[{string.Join(',', objects.Select(o => o.ToJsonString()))}]");
        return path;
    }
}
