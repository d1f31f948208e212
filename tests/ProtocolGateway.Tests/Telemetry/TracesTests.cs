using System.Collections.Concurrent;
using System.Diagnostics;
using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Statuses;
using ProtocolGateway.Telemetry;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Telemetry;

[NonParallelizable] // Listeners hear the whole process.
public sealed class TracesTests(JournalProvider provider) : JournalTest(provider)
{
    private readonly ConcurrentQueue<Activity> spans = new();

    [Test]
    public async Task One_trace_goes_from_the_hearing_to_the_saying()
    {
        await using var gateway = new GatewayUnderTest();
        using var listener = Listen();
        using (var request = new Activity("request").Start())
        {
            await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        }
        await gateway.DeliverAsync();

        var (accept, deliver, say) = (One("accept"), One("deliver"), One("say"));
        var delivery = gateway.Delivery();
        Assert.Multiple(() =>
        {
            Assert.That(spans.Select(s => s.TraceId).Distinct().Count(), Is.EqualTo(1), "all of it is one trace");
            Assert.That(accept.Parent!.OperationName, Is.EqualTo("request"));
            Assert.That(deliver.ParentSpanId, Is.EqualTo(accept.SpanId));
            Assert.That(say.ParentSpanId, Is.EqualTo(deliver.SpanId));
            Assert.That(One("dispatch").ParentSpanId, Is.EqualTo(accept.SpanId));
            Assert.That(Tags(accept), Is.EqualTo(
                $"gateway.exchange.id={delivery.ExchangeId} gateway.message=ChargeDetailRecordIssued gateway.operation=Record gateway.outcome=Accepted gateway.partner=cpo"));
            Assert.That(Tags(deliver), Is.EqualTo(
                $"gateway.attempt=1 gateway.delivery.id={delivery.Id} gateway.exchange.id={delivery.ExchangeId} gateway.message=ChargeDetailRecordIssued gateway.outcome=delivered gateway.partner=emsp"));
        });
    }

    [Test]
    public async Task And_goes_on_after_a_restart_for_a_later_attempt()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("journal-").FullName;
        using var listener = Listen();
        var time = new ManualTime();
        await using (var before = new GatewayUnderTest(folder, time: time))
        {
            before.Protocol.Next(new Outcome.Unreachable("refused"));
            await before.AcceptAsync(Samples.Heard(Samples.Record()));
            await before.DeliverAsync();
        }
        time.Advance(TimeSpan.FromMinutes(10));
        await using (var after = new GatewayUnderTest(folder, time: time)) await after.DeliverAsync();

        Assert.That(spans.Where(s => s.OperationName == "deliver").Select(s => (s.GetTagItem("gateway.outcome"), s.TraceId)),
            Is.EqualTo(new (object?, ActivityTraceId)[] { ("unreachable", One("accept").TraceId), ("delivered", One("accept").TraceId) }));
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task How_an_EVSE_stands_goes_on_with_the_trace_of_the_newest_report()
    {
        var hub = Samples.NewPartner("hub", new PartnerRole(Role.HUB, new("FR", "107"))) with { Reaches = [new(Role.EMSP, Samples.Emsp)] };
        await using var gateway = new GatewayUnderTest(partners: [Samples.CpoPartner, hub], agreements: [new Agreement()]);
        gateway.Directory.Put(new Location { Party = Samples.Cpo, Id = "L", LastUpdated = Samples.Start, Evses = [new Evse { Uid = "1", EvseId = "FR*798*E1" }] });
        using var listener = Listen();
        foreach (var status in (BusyStatus[])[BusyStatus.BUSY, BusyStatus.FREE])
        {
            using var request = new Activity("request").Start();
            gateway.Time.Advance(TimeSpan.FromMilliseconds(1));
            await ReportAsync(gateway, status);
        }
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.Get<StatusOwing>().OweAsync(CancellationToken.None);
        await gateway.DeliverAsync();

        var newest = spans.Last(s => s.OperationName == "report");
        Assert.That(One("deliver").ParentSpanId, Is.EqualTo(newest.SpanId));
        Assert.That(One("say").TraceId, Is.EqualTo(newest.TraceId));
        Assert.That(Tags(newest), Is.EqualTo("gateway.operation=Status gateway.outcome=Taken gateway.partner=cpo"));
    }

    [Test]
    public async Task No_span_tells_a_token_or_a_contract()
    {
        await using var gateway = new GatewayUnderTest();
        using var listener = Listen();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();
        await gateway.Gateway.RefuseAsync(Samples.Said("Record", Samples.CpoPartner), new Refusal(RefusalKind.BadContent, "uid", "04A2B3C4"), "no", CancellationToken.None);

        Assert.That(spans.Select(Tags), Is.All.Not.Contain("04A2B3C4").And.All.Not.Contain("C12345678"));
        Assert.That(One("refuse").GetTagItem("gateway.outcome"), Is.EqualTo("BadContent"));
    }

    [Test]
    public async Task While_nobody_listens_there_is_no_span_and_the_journal_keeps_no_trace()
    {
        await using var gateway = new GatewayUnderTest();
        using var request = new Activity("request").Start();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        Assert.That(gateway.Delivery().Trace, Is.Null);
    }

    [Test]
    public async Task While_nobody_listens_telling_allocates_nothing()
    {
        await using var gateway = new GatewayUnderTest();
        var (exchanges, deliveries, journal) = (gateway.Get<ExchangeMeter>(), gateway.Get<DeliveryMeter>(), gateway.Get<JournalMeter>());
        var heard = Samples.Heard(Samples.Record()).Heard;
        var accepted = new Acceptance.Accepted(Guid.NewGuid(), false, null);
        var delivered = new Outcome.Delivered();
        var id = Guid.CreateVersion7();
        void Tell()
        {
            using var accept = Traces.Hear("accept", heard);
            exchanges.Taken(heard, accepted);
            using var dispatch = Traces.Dispatch(Traces.Carry(accept), id, "emsp");
            using var deliver = Traces.Deliver(null, DateTimeOffset.UnixEpoch, id, Samples.EmspPartner);
            using var say = Traces.Part("say");
            deliveries.Answered(Samples.EmspPartner, "ChargeDetailRecordIssued", TimeSpan.FromSeconds(1));
            deliveries.Settled(id, Samples.EmspPartner, "ChargeDetailRecordIssued", delivered, DateTimeOffset.UnixEpoch);
            journal.Begins();
            journal.Committed(1);
        }
        for (var i = 0; i < 100; i++) Tell();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Tell();

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static Task<StatusTaking> ReportAsync(GatewayUnderTest gateway, BusyStatus status) => gateway.Get<IEvseStates>().ReportAsync(
        new()
        {
            Heard = Samples.Said("Status", Samples.CpoPartner),
            Reading = new(
                new EvseStatusReport { Party = Samples.Cpo, EvseId = "FR*798*E1", Busy = new() { Status = status, ChangedAt = gateway.Time.GetUtcNow() } }, [], null, []),
            Answer = _ => "taken",
        },
        CancellationToken.None);

    private ActivityListener Listen()
    {
        spans.Clear();
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Traces.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private Activity One(string name) => spans.Single(s => s.OperationName == name);

    private static string Tags(Activity span) => string.Join(' ', span.TagObjects.Select(t => $"{t.Key}={t.Value}").Order(StringComparer.Ordinal));
}
