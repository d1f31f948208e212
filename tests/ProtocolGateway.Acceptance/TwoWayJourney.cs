namespace ProtocolGateway.Acceptance;

/// <summary>A journey of the story's four companies, with the CPO's place and the eMSP's token in the directory.</summary>
public abstract class TwoWayJourney : Journey
{
    protected OcpiEmspStandIn OcpiEmsp { get; } = new();

    protected EmipEmspStandIn EmipEmsp { get; } = new();

    protected OcpiCpoClient Ocpi => new(Gateway.Partners, GatewaySettings.InboundToken(Story.OcpiCpo));

    protected override GatewaySettings Settings() => Story.Settings(OcpiEmsp, EmipEmsp);

    protected override async Task BeforeAsync()
    {
        await OcpiEmsp.StartAsync();
        await EmipEmsp.StartAsync();
    }

    protected override async Task AfterStartAsync()
    {
        var locations = await ImportAsync("locations", Story.EmipCpo, OcpiRecord.Location());
        var tokens = await ImportAsync("tokens", Story.OcpiEmsp, OcpiRecord.Token());
        Assert.Multiple(() =>
        {
            Assert.That(locations.ExitCode, Is.Zero, locations.ToString());
            Assert.That(tokens.ExitCode, Is.Zero, tokens.ToString());
        });
    }

    protected override async Task AfterAsync()
    {
        await OcpiEmsp.DisposeAsync();
        await EmipEmsp.DisposeAsync();
    }
}
