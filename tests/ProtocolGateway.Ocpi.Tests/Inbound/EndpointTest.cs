using ProtocolGateway.Ocpi.Tests.StandIns;

namespace ProtocolGateway.Ocpi.Tests.Inbound;

/// <summary>OCPI's addresses for each test.</summary>
public abstract class EndpointTest
{
    internal OcpiUnderTest Endpoint { get; private set; } = null!;

    [SetUp]
    public async Task StartAsync() => Endpoint = await OcpiUnderTest.StartAsync();

    [TearDown]
    public async Task StopAsync() => await Endpoint.DisposeAsync();
}
