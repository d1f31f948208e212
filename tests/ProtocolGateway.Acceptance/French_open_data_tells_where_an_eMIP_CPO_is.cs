using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>The CPO's places come from the file that French law makes it publish; its ids have no separators there.</summary>
internal sealed class French_open_data_tells_where_an_eMIP_CPO_is : Journey
{
    private readonly OcpiEmspStandIn emsp = new();

    protected override GatewaySettings Settings() =>
        new GatewaySettings().EmipCpo(Story.EmipCpo, "FR*798").OcpiEmsp(Story.OcpiEmsp, "DE*ABC", emsp).Agreement();

    protected override Task BeforeAsync() => emsp.StartAsync();

    protected override async Task AfterAsync() => await emsp.DisposeAsync();

    [Test]
    public async Task And_a_record_that_waits_for_its_place_goes_on()
    {
        var record = new EmipRecord { ServiceSessionId = NewId(), EvseId = "FR*798*E12400", UserContractIdAlias = "DE-ABC-C1", Energy = "6000" };
        await Emip.SendAsync(record);
        Assert.That((await Gateway.Operators.UntilAsync(record.ServiceSessionId, "Held")).ReasonCode, Is.EqualTo("NoLocation"));

        var file = Path.Combine(Repository.Root, "tests", "Documents", "irve", "statique-2.csv");
        var import = await Gateway.RunCommandAsync("locations", "import", file, "--format", "irve", "--partner", Story.EmipCpo);
        Assert.That(import.ExitCode, Is.EqualTo(1), import.ToString());
        Assert.That(import.Output, Does.Contain("2 locations taken, 3 skipped"));
        Assert.That(import.Errors, Does.Contain("row 4: puissance_nominale: 22000 kW was found; expected kilowatts"));

        var got = JsonNode.Parse((await emsp.UntilTakenAsync(Story.AtOcpi(record.ServiceSessionId))).Text)!["cdr_location"]!;
        Assert.Multiple(() =>
        {
            Assert.That(got["id"]!.ToString(), Is.EqualTo("FR798P1240"));
            Assert.That(got["evse_id"]!.ToString(), Is.EqualTo("FR798E12400"));
            Assert.That((got["city"]!.ToString(), got["country"]!.ToString()), Is.EqualTo(("Saint-Denis", "REU")));
            Assert.That((got["connector_standard"]!.ToString(), got["connector_format"]!.ToString()), Is.EqualTo(("IEC_62196_T2", "CABLE")));
        });
    }
}
