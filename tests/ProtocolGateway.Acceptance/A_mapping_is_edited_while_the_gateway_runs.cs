using System.Globalization;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>Operations staff change mapping files under a gateway that serves: what is good is taken, what is bad is told and does no harm.</summary>
internal sealed class A_mapping_is_edited_while_the_gateway_runs : EditedMappings
{
    [Test]
    public async Task A_code_that_is_added_releases_what_waited_for_it()
    {
        var record = new EmipRecord { ServiceSessionId = NewId(), UserIdType = "FACE" };
        await Emip.SendAsync(record);
        Assert.That((await Gateway.Operators.UntilAsync(record.ServiceSessionId, "Held")).ReasonCode, Is.EqualTo("UnmappedCode"));

        var before = await MappingsAsync();
        await EditAsync(text => text.Replace("- RFID  <-> RFID-UID", "- RFID  <-> RFID-UID\n      - RFID  <-  FACE", StringComparison.Ordinal));
        await Eventually.TrueAsync(async () => Version(await MappingsAsync()) != Version(before), "the change is in force");

        await Gateway.Operators.UntilAsync(record.ServiceSessionId, "Delivered");
        await OcpiEmsp.UntilTakenAsync(Story.AtOcpi(record.ServiceSessionId));
        await RestoreAsync();
    }

    [TestCase("- RFID  <-> RFID-UID", "- RFIT  <-> RFID-UID", Dialect + ":8:", "did you mean 'RFID'?", TestName = "A mistake leaves the last good mappings in force and is told everywhere")]
    [TestCase("FREE        <-> 1\n      - FREE        <-  free\n      - BUSY ", "BUSY        <-> 1\n      - FREE        <-  free\n      - FREE ", "emip/cases/evse-busy-status.yaml:", "busy.status should be FREE and is BUSY", TestName = "What no case allows is a mistake, too")]
    public async Task A_mistake(string right, string wrong, string place, string what)
    {
        var before = Version(await MappingsAsync());
        await EditAsync(text => text.Replace(right, wrong, StringComparison.Ordinal));
        var refused = await Eventually.GetAsync(async () => (await MappingsAsync())["refused"] as JsonObject, "the mistake is seen");
        using var ready = await Gateway.ConsolePages.GetAsync("/health/ready");
        var health = await ready.Content.ReadAsStringAsync();
        var metrics = await Gateway.ConsolePages.GetStringAsync("/metrics");
        Assert.Multiple(async () =>
        {
            Assert.That(refused["faults"]!.AsArray().Select(f => f!.ToString()), Has.Some.Contains(place).And.Some.Contains(what));
            Assert.That(Version(await MappingsAsync()), Is.EqualTo(before));
            Assert.That(((int)ready.StatusCode, health.Contains("\"degraded\"", StringComparison.Ordinal)), Is.EqualTo((200, true)), health);
            Assert.That(health, Does.Contain("/api/mappings"));
            Assert.That(metrics.Split('\n').Single(l => l.StartsWith("protocolgateway_mappings_faults", StringComparison.Ordinal)), Does.Not.EndWith(" 0"));
        });
        await Gateway.UntilWrittenAsync(place);

        var record = new EmipRecord { ServiceSessionId = NewId() };
        await Emip.SendAsync(record);
        await Gateway.Operators.UntilAsync(record.ServiceSessionId, "Delivered");
        await RestoreAsync();
    }

    [Test]
    public async Task What_no_case_allows_is_refused_by_a_start_too()
    {
        await Eventually.TrueAsync(async () => (await Gateway.ConsolePages.GetStringAsync("/api/mappings/history")).Contains("version", StringComparison.Ordinal), "the files are known");
        Assert.That(await Gateway.StopAsync(), Is.Zero);
        await EditAsync(text => text.Replace("FREE        <-> 1\n      - FREE        <-  free\n      - BUSY ", "BUSY        <-> 1\n      - FREE        <-  free\n      - FREE ", StringComparison.Ordinal));
        var refused = await Gateway.RunCommandAsync("run");
        Assert.That(refused.ExitCode, Is.EqualTo(1));
        Assert.That(refused.Errors, Does.Contain("emip/cases/evse-busy-status.yaml:").And.Contains("busy.status should be FREE and is BUSY"));

        await EditAsync(_ => File.ReadAllText(Path.Combine(Repository.Mappings, Dialect)));
        await Gateway.StartAgainAsync();
    }
}

/// <summary>Half of the edits are broken.</summary>
internal sealed class Mappings_are_edited_while_records_pass : EditedMappings
{
    // EDITS makes it more.
    private static readonly int Edits =
        int.Parse(Environment.GetEnvironmentVariable("EDITS") is { Length: > 0 } text ? text : "10", CultureInfo.InvariantCulture);

    [Test]
    public async Task And_none_is_lost_or_changed()
    {
        var load = new Load(Gateway);
        await load.ProgressAsync();
        var taken = new HashSet<string> { Version(await MappingsAsync()) };
        for (var edit = 0; edit < Edits; edit++)
        {
            var (good, number) = (edit % 2 == 0, edit);
            await EditAsync(text => text + (good ? $"# edit {number}\n" : "nonsense: [\n"), fromShipped: true);
            await Eventually.TrueAsync(async () =>
            {
                var seen = await MappingsAsync();
                return good ? seen["refused"] is null && taken.Add(Version(seen)) : seen["refused"] is not null;
            }, good ? "a good edit is in force" : "a broken edit is refused");
        }
        await RestoreAsync();
        await load.ProgressAsync();
        await load.EndAsync();

        await load.AssertArrivedAsync(OcpiEmsp, EmipEmsp, Gateway.Operators);
    }
}
