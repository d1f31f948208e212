namespace ProtocolGateway.Emip.Tests.Outbound;

/// <summary>A partner for each test, which takes what it is told unless the test says otherwise.</summary>
internal abstract class SendingTest
{
    protected RawPartner Partner { get; private set; } = null!;

    protected EmipProtocol Protocol { get; private set; } = null!;

    [SetUp]
    public void Start()
    {
        Partner = new RawPartner();
        Partner.Say(200, Samples.Text("FromIOP_SetChargeDetailRecord_response"));
        Protocol = Partnership.Protocol(Maps.InForce);
    }

    [TearDown]
    public async Task StopAsync() => await Partner.DisposeAsync();
}
