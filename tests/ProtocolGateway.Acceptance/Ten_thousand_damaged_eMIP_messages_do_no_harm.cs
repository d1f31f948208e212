using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProtocolGateway.Acceptance.Mutations;

namespace ProtocolGateway.Acceptance;

/// <summary>
/// Made from every sample request by bit flips, cuts, elements swapped, doubled, renamed and removed, odd characters and odd values.
/// Whatever is not refused must be a message to a judge that shares no code with the gateway.
/// </summary>
internal sealed partial class Ten_thousand_damaged_eMIP_messages_do_no_harm : Journey
{
    private const int Seed = 20240612;
    private const int Count = 10_000;
    private const int Senders = 12;
    private const int Growth = 8 << 20;
    private const string Experimental = "ToIOP_SearchEVSE_request";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly EmipPartnerStandIn cpo = new(), emsp = new(), hub = new();
    private string started = "";

    protected override GatewaySettings Settings()
    {
        var settings = new GatewaySettings()
            .Emip("cpo", "FR*GWC", cpo.Url, ("CPO", "FR*GWC"))
            .Emip("emsp", "FR*GWM", emsp.Url, ("EMSP", "FR*GWM"))
            .Emip("hub", "FR*107", hub.Url, ("HUB", "FR*107"))
            .Agreement("FR*GWC", "FR*GWM", ("AskUnknownTokens", "true"))
            .Agreement("FR*HWC", "FR*GWM", ("AskUnknownTokens", "true"))
            .Agreement("FR*GWC", "FR*HWM");
        settings.Gateway["Partners"]!["hub"]!["Reaches"] = new JsonArray(
            new JsonObject { ["Role"] = "CPO", ["Party"] = "FR*HWC" }, new JsonObject { ["Role"] = "EMSP", ["Party"] = "FR*HWM" });
        return settings;
    }

    protected override async Task BeforeAsync()
    {
        emsp.On("GetServiceAuthorisation", ("authorisationValue", "1"), ("partnerServiceSessionId", "M-1"), ("intermediateCDRRequested", "0"), ("requestStatus", "1"));
        cpo.On("SetServiceAuthorisation", ("partnerServiceSessionId", "E-1"), ("requestStatus", "1"));
        foreach (var standIn in (EmipPartnerStandIn[])[cpo, emsp, hub]) await standIn.StartAsync();
    }

    protected override async Task AfterStartAsync()
    {
        await SamplePlaces.ImportAsync(Gateway, Emip);

        // Sessions that actions, events and searches are about.
        started = (await SendAsync(RequestSample.Of("ToIOP_SetServiceAuthorisation_request").Fresh("T-START", null))).Message!.Value("serviceSessionId")!;
        await SendAsync(RequestSample.Of("FromIOP_SetServiceAuthorisation_request").Fresh("T-HUB-START", "H-START"));
        await SendAsync(RequestSample.Of("FromIOP_GetServiceAuthorisation_request").Fresh("T-HUB-CARD", "H-CARD"));
        await SendAsync(RequestSample.Of("ToIOP_SetChargeDetailRecord_request").Fresh("T-RECORD", "S-RECORD"));
    }

    protected override async Task AfterAsync()
    {
        foreach (var standIn in (EmipPartnerStandIn[])[cpo, emsp, hub]) await standIn.DisposeAsync();
    }

    [Test]
    public async Task Each_is_refused_or_meant()
    {
        Assert.That(await RefusedAsync("before"), Is.Empty, "samples that are not damaged");
        var messages = Messages();
        var watch = Stopwatch.StartNew();
        await PostAsync(messages[..(Count / 5)]);
        var early = await SettledMemoryAsync(long.MaxValue);
        var answers = await PostAsync(messages[(Count / 5)..]);
        var late = await SettledMemoryAsync(early + Growth);
        TestContext.Out.WriteLine($"{Count} in {watch.Elapsed.TotalSeconds:0.0} s; managed memory {early / 1024} kB after a fifth, {late / 1024} kB after all");
        TestContext.Out.WriteLine(string.Join(", ", answers.CountBy(a => a.Kind).OrderByDescending(c => c.Value).Select(c => $"{c.Value} x {c.Key}")));

        Assert.Multiple(() =>
        {
            var wrong = answers.Where(a => a.Wrong is not null).ToList();
            Assert.That(wrong.CountBy(a => $"{a.Sample}: {a.Wrong}").OrderByDescending(c => c.Value).Take(60).Select(c => $"{c.Value} x {c.Key}"), Is.Empty);
            if (wrong.Count > 0) TestContext.Out.WriteLine(string.Join("\n\n", wrong.DistinctBy(a => a.Wrong).Take(40).Select(a => $"{a.Wrong}\n{Encoding.UTF8.GetString(a.Message)}")));
            Assert.That(answers.Count(a => a.Kind == "success"), Is.InRange(Count / 20, Count / 2), "both are tried");
            Assert.That(answers.Max(a => a.Took), Is.LessThan(Patience));
            Assert.That(late - early, Is.LessThanOrEqualTo(Growth), "bytes more");
        });
        Assert.That(await RefusedAsync("after"), Is.Empty, "samples that are not damaged");
        Assert.That(await Gateway.StopAsync(), Is.Zero);
    }

    /// <summary>The same at every run, but for the ids of sessions.</summary>
    private List<(RequestSample Sample, byte[] Bytes)> Messages()
    {
        var mutator = new Mutator(Seed);
        return [.. Enumerable.Range(0, Count).Select(n => (RequestSample.All[n % RequestSample.All.Count], n))
            .Select(m => (m.Item1, mutator.Damage(m.Item1.Fresh($"T-{m.n}", SessionOf(m.Item1, $"S-{m.n}")))))];
    }

    private string SessionOf(RequestSample sample, string own) => sample.Name switch
    {
        "FromIOP_SetSessionActionRequest_request" => "H-START",
        "FromIOP_SetSessionEventReport_request" => "H-CARD",
        _ when sample.Name.Contains("ToIOP_SetSession", StringComparison.Ordinal) => started,
        _ when sample.Name.Contains("GetChargeDetailRecord", StringComparison.Ordinal) => "S-RECORD",
        _ => own,
    };

    private async Task<List<Judged>> PostAsync(IReadOnlyList<(RequestSample Sample, byte[] Bytes)> messages)
    {
        var judged = new Judged[messages.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, messages.Count), new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (n, _) =>
        {
            var watch = Stopwatch.StartNew();
            var answer = await SendAsync(messages[n].Bytes);
            judged[n] = Judge(messages[n].Sample, messages[n].Bytes, answer, watch.Elapsed);
        });
        return [.. judged];
    }

    private static Judged Judge(RequestSample sample, byte[] message, EmipAnswer answer, TimeSpan took)
    {
        var status = answer.HttpStatus == 200 ? answer.RequestStatus : null;
        var kind = status == "1" ? "success" : status ?? $"HTTP {answer.HttpStatus} {answer.Message?.FaultCode}";
        var wrong = status == "1" ? EmipJudge.WhyBroken(message) : null;
        if (answer.HttpStatus is not (200 or 400 or 413)) wrong = $"{kind}";
        if (answer.HttpStatus == 400 && answer.Message?.FaultCode is null) wrong = "no fault in the answer";
        return new Judged(sample.Name, message, kind, wrong, took);
    }

    private Task<EmipAnswer> SendAsync(byte[] message) => Emip.SendAsync(message, EmipMessage.MediaType);

    /// <summary>The samples that are answered otherwise than with success.</summary>
    private async Task<List<string>> RefusedAsync(string when)
    {
        var refused = new List<string>();
        foreach (var sample in RequestSample.All)
        {
            var answer = await SendAsync(sample.Fresh($"T-{when}", SessionOf(sample, $"S-{when}-{sample.Name}")));
            if (answer.RequestStatus != "1" && sample.Name != Experimental) refused.Add($"{sample.Name}: {answer}");
        }
        return refused;
    }

    /// <summary>
    /// The least that a collection left. One collection tells too much: what a later one finds unused counts until then. Large bodies
    /// make the gateway collect.
    /// </summary>
    /// <param name="enough">Bytes, from which on nothing less is looked for.</param>
    private async Task<long> SettledMemoryAsync(long enough)
    {
        var large = Encoding.UTF8.GetBytes($"<!--{new string(' ', 900_000)}-->");
        var (before, least) = (await MetricAsync("dotnet_gc_collections_total", "gen2"), long.MaxValue);
        for (var n = 0; n < 1000 && (least > enough || await MetricAsync("dotnet_gc_collections_total", "gen2") < before + 3); n++)
        {
            await SendAsync(large);
            least = Math.Min(least, (long)(await MetricAsync("dotnet_gc_last_collection_heap_size_bytes", "gen") + await MetricAsync("dotnet_gc_last_collection_heap_size_bytes", "poh")));
        }
        return least;
    }

    private async Task<double> MetricAsync(string name, string label)
    {
        var text = await Gateway.ConsolePages.GetStringAsync("/metrics");
        return text.Split('\n').Where(l => l.StartsWith(name + "{", StringComparison.Ordinal) && l.Contains($"\"{label}", StringComparison.Ordinal))
            .Sum(l => double.Parse(Value().Match(l).Groups[1].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"\} ([0-9.eE+]+)")]
    private static partial Regex Value();

    private sealed record Judged(string Sample, byte[] Message, string Kind, string? Wrong, TimeSpan Took);
}
