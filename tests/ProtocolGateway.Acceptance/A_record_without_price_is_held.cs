using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

internal sealed class A_record_without_price_is_held : Journey
{
    private readonly OcpiEmspStandIn strict = new();
    private readonly OcpiEmspStandIn lenient = new();

    protected override GatewaySettings Settings() => new GatewaySettings()
        .EmipCpo(Story.EmipCpo, "FR*798")
        .OcpiEmsp(Story.OcpiEmsp, "DE*ABC", strict)
        .OcpiEmsp("lenient", "DE*LEN", lenient)
        .Ocpi("stranger", GatewaySettings.Nowhere + "/ocpi/versions", "t", ("EMSP", "DE*STR"))
        .Agreement("FR*798", "DE*ABC")
        .Agreement("FR*798", "DE*LEN", ("Unpriced", "zero-with-remark"), ("Currency", "EUR"));

    protected override async Task BeforeAsync()
    {
        await strict.StartAsync();
        await lenient.StartAsync();
    }

    protected override async Task AfterStartAsync()
    {
        var import = await ImportAsync("locations", Story.EmipCpo, OcpiRecord.Location());
        Assert.That(import.ExitCode, Is.Zero, import.ToString());
    }

    protected override async Task AfterAsync()
    {
        await strict.DisposeAsync();
        await lenient.DisposeAsync();
    }

    [Test]
    public async Task With_a_reason_that_a_person_can_act_on()
    {
        var record = new EmipRecord { ServiceSessionId = NewId(), Cost = null, UserContractIdAlias = "DE-ABC-C1" };
        Assert.That((await Emip.SendAsync(record)).RequestStatus, Is.EqualTo("1"));
        var held = await Gateway.Operators.UntilAsync(record.ServiceSessionId, "Held");
        Assert.Multiple(() =>
        {
            Assert.That(held.ReasonCode, Is.EqualTo("NoPrice"));
            Assert.That(held.Reason, Is.Not.Null.And.Not.Empty);
            Assert.That(strict.Sendings, Is.Empty);
        });
    }

    [Test]
    public async Task Unless_the_agreement_wants_zero_with_a_remark()
    {
        var record = new EmipRecord
        {
            ServiceSessionId = NewId(),
            Cost = null,
            SalePartnerOperatorId = "DE*LEN",
            UserContractIdAlias = "DE-LEN-C1",
        };
        await Emip.SendAsync(record);
        var got = JsonNode.Parse((await lenient.UntilTakenAsync(Story.AtOcpi(record.ServiceSessionId))).Text)!;
        Assert.Multiple(() =>
        {
            Assert.That(got["total_cost"]!["excl_vat"]!.GetValue<decimal>(), Is.Zero);
            Assert.That(got["currency"]!.ToString(), Is.EqualTo("EUR"));
            Assert.That(got["remark"]!.ToString(), Does.StartWith("[?]"));
        });
    }

    [Test]
    public async Task And_so_is_one_without_energy()
    {
        var record = new EmipRecord { ServiceSessionId = NewId(), Energy = null, UserContractIdAlias = "DE-ABC-C1" };
        await Emip.SendAsync(record);
        Assert.That((await Gateway.Operators.UntilAsync(record.ServiceSessionId, "Held")).ReasonCode, Is.EqualTo("NoEnergy"));
    }

    [Test]
    public async Task And_so_is_one_with_more_energy_than_the_EVSE_can_give()
    {
        // 18,250 kWh in 90 minutes: Wh were told as kWh.
        var record = new EmipRecord { ServiceSessionId = NewId(), EnergyUnit = "kWh", UserContractIdAlias = "DE-ABC-C1" };
        await Emip.SendAsync(record);
        Assert.That((await Gateway.Operators.UntilAsync(record.ServiceSessionId, "Held")).ReasonCode, Is.EqualTo("ImplausibleEnergy"));
    }

    [TestCase("FR*ZZZ", "NoRecipient")]
    [TestCase("DE*STR", "NoAgreement")]
    public async Task And_so_is_one_whose_payer_can_not_be_reached(string payer, string reason)
    {
        var record = new EmipRecord { ServiceSessionId = NewId(), SalePartnerOperatorId = payer, UserContractIdAlias = "X-1" };
        Assert.That((await Emip.SendAsync(record)).RequestStatus, Is.EqualTo("1"));
        Assert.That((await Gateway.Operators.UntilAsync(record.ServiceSessionId, "Held")).ReasonCode, Is.EqualTo(reason));
    }
}
