using ProtocolGateway.Acceptance.Day;

namespace ProtocolGateway.Acceptance;

/// <summary>
/// A day of a small eMIP CPO: 500 charge points, an eMSP of each OCPI version, one behind an OCPI hub, one behind an eMIP hub. Of the
/// sessions 2 % go wrong, and 2 % of the records meet a payer's system that stumbles. The books are the simulator's own.
/// </summary>
internal sealed class A_simulated_day_ends_in_equal_books : SimulatedDay
{
    private static readonly Dictionary<string, string> Partners = new()
    {
        [Plan.Old] = "old",
        [Plan.Middle] = "middle",
        [Plan.New] = "new",
        [Plan.BehindOcpiHub] = "ocpi-hub",
        [Plan.BehindEmipHub] = "emip-hub",
    };

    private readonly Plan plan = new(seed: 798, Sessions(300));
    private readonly EmipPartnerStandIn cpo = new();
    private Driving driving = null!;

    protected override IReadOnlyList<Charge> Charges => plan.Charges;

    protected override IReadOnlyList<IPayer> Payers { get; } =
    [
        new OcpiPayer("2.1.1", Plan.Old), new OcpiPayer("2.2.1", Plan.Middle), new OcpiPayer("2.3.0", Plan.New), new OcpiPayer("2.2.1", Plan.BehindOcpiHub),
        new EmipPayer(Plan.BehindEmipHub, isHub: true),
    ];

    protected override string PartnerOf(string party) => Partners[party];

    protected override GatewaySettings Settings()
    {
        var settings = new GatewaySettings().Emip("cpo", Plan.Cpo, cpo.Url, ("CPO", Plan.Cpo));
        AddPayers(settings, Plan.Cpo);
        return settings;
    }

    protected override async Task BeforeAsync()
    {
        await base.BeforeAsync();
        cpo.On("SetServiceAuthorisation", start => driving.Start(start));
        await cpo.StartAsync();
    }

    protected override async Task AfterStartAsync()
    {
        driving = new Driving(Gateway.Partners, Payers.ToDictionary(p => p.Party), PartnerOf);
        Assert.That((await ImportAsync("locations", "cpo", Plan.Locations())).ExitCode, Is.Zero);
        await ImportTokensAsync();
    }

    protected override async Task AfterAsync()
    {
        await base.AfterAsync();
        await cpo.DisposeAsync();
    }

    [Test]
    public async Task Each_start_ends_in_one_record_one_hold_or_one_finding()
    {
        await driving.RunAsync(plan.Charges);
        Assert.That(driving.Wrong, Is.Empty);
        await AssertBooksAsync(charge => charge.Session);
    }
}
