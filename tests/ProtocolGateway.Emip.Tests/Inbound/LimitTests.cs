namespace ProtocolGateway.Emip.Tests.Inbound;

/// <summary>A partner that calls more often than its settings allow.</summary>
internal sealed class LimitTests
{
    private Hosted hosted = null!;

    [SetUp]
    public async Task Start()
    {
        hosted = await Hosted.StartAsync(Partnership.Platform() with { Limits = new() { Inbound = new(null, 2) } });
        for (var i = 0; i < 2; i++) Assert.That((await HeartBeatAsync()).Status, Is.EqualTo(200));
    }

    [TearDown]
    public async Task Stop() => await hosted.DisposeAsync();

    [Test]
    public async Task Is_told_by_a_receiver_fault_with_503_never_429_and_how_long_to_wait()
    {
        var answer = await HeartBeatAsync();

        Assert.That((answer.Status, answer.Headers.RetryAfter?.Delta), Is.EqualTo((503, (TimeSpan?)TimeSpan.FromSeconds(30))));
        Assert.That(Soap.Fault(answer.Text), Is.EqualTo(("Receiver", "too many requests: nothing was taken; send it again later")));
        Assert.That((hosted.Gateway.Signs.Count, hosted.Gateway.Refusals.Count), Is.EqualTo((2, 0)));
    }

    [Test]
    public async Task May_send_its_records_nevertheless()
    {
        for (var i = 0; i < 9; i++)
            Assert.That((await hosted.PostAsync(Samples.Bytes("ToIOP_SetChargeDetailRecord_request"))).Status, Is.EqualTo(200));

        Assert.That(hosted.Gateway.Facts, Has.Count.EqualTo(9));
    }

    [Test]
    public async Task Is_not_who_a_stranger_is()
    {
        var answer = await hosted.PostAsync(Samples.Text("ToIOP_HeartBeat_request").Replace("FR*GWP", "FR*NOB", StringComparison.Ordinal));

        Assert.That(answer.Status, Is.EqualTo(400));
    }

    private Task<Hosted.Heard> HeartBeatAsync() => hosted.PostAsync(Samples.Bytes("ToIOP_HeartBeat_request"));
}
