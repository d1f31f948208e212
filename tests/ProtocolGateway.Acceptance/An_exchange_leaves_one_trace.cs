using System.Diagnostics;

namespace ProtocolGateway.Acceptance;

/// <summary>A collector sees one trace from a partner's request to the other partner's answer; partners see nothing of it unless it is set.</summary>
[TestFixture(false)]
[TestFixture(true)]
internal sealed class An_exchange_leaves_one_trace(bool shared) : TwoWayJourney
{
    private readonly CollectorStandIn collector = new();

    protected override GatewaySettings Settings()
    {
        var settings = base.Settings();
        settings.Gateway["Telemetry"] = new System.Text.Json.Nodes.JsonObject { ["Otlp"] = collector.Url, ["ShareTraces"] = shared };
        return settings;
    }

    protected override async Task BeforeAsync()
    {
        await base.BeforeAsync();
        await collector.StartAsync();
    }

    protected override async Task AfterAsync()
    {
        await base.AfterAsync();
        await collector.DisposeAsync();
    }

    [Test]
    public async Task From_eMIP_to_OCPI()
    {
        var session = NewId();
        var theirs = await InTheirTraceAsync(() => Emip.SendAsync(new EmipRecord { ServiceSessionId = session }));
        var taken = await OcpiEmsp.UntilTakenAsync(Story.AtOcpi(session));
        var trace = await TraceAsync(session);
        Check(trace, theirs, session, taken, (Story.EmipCpo, "SetChargeDetailRecord"), (Story.OcpiEmsp, "POST cdrs"));
    }

    [Test]
    public async Task From_OCPI_to_eMIP()
    {
        var id = NewId();
        var theirs = await InTheirTraceAsync(() => Ocpi.PostAsync(OcpiRecord.ChargeDetailRecord(id)));
        var taken = await EmipEmsp.UntilTakenAsync(NameBasedUuid.Of($"BEBEC|{id}"));
        var trace = await TraceAsync(id);
        Check(trace, theirs, id, taken, (Story.OcpiCpo, "POST cdrs"), (Story.EmipEmsp, "SetChargeDetailRecord"));
    }

    /// <summary>The partner traces too, and its requests say so.</summary>
    private static async Task<Activity> InTheirTraceAsync(Func<Task> send)
    {
        using var theirs = new Activity("partner") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        await send();
        return theirs;
    }

    private async Task<CollectedSpan[]> TraceAsync(string record)
    {
        var delivery = await Gateway.Operators.UntilAsync(record, "Delivered");
        string[] expected = ["Microsoft.AspNetCore", "accept", "dispatch", "deliver", "say", "System.Net.Http"];
        CollectedSpan[] trace = [];
        await Eventually.TrueAsync(
            () =>
            {
                var own = collector.Spans.FirstOrDefault(s => s.Name == "deliver" && s.Tags["gateway.delivery.id"] == delivery.Id);
                trace = [.. collector.Spans.Where(s => s.Trace == own?.Trace)];
                return expected.All(e => trace.Any(s => s.Name == e || s.Source == e));
            },
            "the whole trace is collected", TimeSpan.FromSeconds(20), () => string.Join('\n', collector.Spans));

        return trace;
    }

    private void Check(
        CollectedSpan[] trace, Activity theirs, string record, ReceivedRequest taken, (string Partner, string Operation) heard, (string Partner, string Operation) said)
    {
        var seen = string.Join('\n', trace.AsEnumerable());
        var byId = trace.ToDictionary(s => s.Id);
        CollectedSpan Named(string name) => trace.First(s => s.Name == name);
        var request = trace.Single(s => s.Source == "Microsoft.AspNetCore");
        var call = trace.Last(s => s.Source == "System.Net.Http");
        Assert.Multiple(() =>
        {
            Assert.That(trace.Where(s => s != request).All(s => byId.ContainsKey(s.Parent)), Is.True, $"every span hangs on another\n{seen}");
            Assert.That(request.Trace, shared ? Is.EqualTo(theirs.TraceId.ToHexString()) : Is.Not.EqualTo(theirs.TraceId.ToHexString()));
            Assert.That(request.Parent, shared ? Is.Not.Empty : Is.Empty, "whatever a partner's traceparent says");
            Assert.That(Named("accept").Parent, Is.EqualTo(request.Id));
            Assert.That(Named("say").Parent, Is.EqualTo(Named("deliver").Id));
            Assert.That(call.Parent, Is.EqualTo(Named("say").Id));
            Assert.That((Named("accept").Tags["gateway.partner"], Named("accept").Tags["gateway.operation"]), Is.EqualTo(heard));
            Assert.That((Named("deliver").Tags["gateway.partner"], Named("say").Tags["gateway.operation"]), Is.EqualTo(said));
            Assert.That(Named("deliver").Tags["gateway.outcome"], Is.EqualTo("delivered"));
            Assert.That(seen, Does.Not.Contain("token-of").And.Not.Contain(record).And.Not.Contain("04A2B3C4"), "neither secrets nor ids of theirs");
            if (shared) Assert.That(taken.Header("traceparent"), Does.Contain(call.Trace));
            else Assert.That(taken.Headers.Keys, Has.None.EqualTo("traceparent").IgnoreCase.And.None.EqualTo("tracestate").IgnoreCase);
        });
    }
}
