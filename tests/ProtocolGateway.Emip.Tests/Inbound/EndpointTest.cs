namespace ProtocolGateway.Emip.Tests.Inbound;

/// <summary>An endpoint for each test, with the samples' platform for a partner.</summary>
internal abstract class EndpointTest
{
    protected Hosted Endpoint { get; private set; } = null!;

    [SetUp]
    public async Task StartAsync() => Endpoint = await HostAsync();

    [TearDown]
    public async Task StopAsync() => await Endpoint.DisposeAsync();

    protected virtual Task<Hosted> HostAsync() => Hosted.StartAsync(Partnership.Platform());
}
