namespace ProtocolGateway.Acceptance;

/// <summary>An eMIP CPO and many OCPI eMSPs, so that each case has a partner of its own.</summary>
internal abstract class JourneyOfManyEmsps : Journey
{
    private static readonly string[] Parties = [.. Enumerable.Range(0, 24).Select(n => $"DE*P{n:00}")];
    private readonly Dictionary<string, OcpiEmspStandIn> standIns = Parties.ToDictionary(party => party, _ => new OcpiEmspStandIn());
    private int next = -1;

    protected override GatewaySettings Settings()
    {
        var settings = new GatewaySettings().EmipCpo(Story.EmipCpo, "FR*798").Agreement();
        foreach (var (party, standIn) in standIns) settings.OcpiEmsp(Id(party), party, standIn);
        return settings;
    }

    protected override async Task BeforeAsync()
    {
        foreach (var standIn in standIns.Values) await standIn.StartAsync();
    }

    protected override async Task AfterStartAsync()
    {
        var import = await ImportAsync("locations", Story.EmipCpo, OcpiRecord.Location());
        Assert.That(import.ExitCode, Is.Zero, import.ToString());
    }

    protected override async Task AfterAsync()
    {
        foreach (var standIn in standIns.Values) await standIn.DisposeAsync();
    }

    /// <summary>A partner that no other test has.</summary>
    protected (string Party, OcpiEmspStandIn StandIn) TakeOcpi(bool refusesRepeats = false)
    {
        var party = Parties[Interlocked.Increment(ref next)];
        standIns[party].RefusesRepeats = refusesRepeats;
        return (party, standIns[party]);
    }

    /// <summary>Posts a record for that eMSP to pay; the session's id.</summary>
    protected async Task<string> SendAsync(string party)
    {
        var record = new EmipRecord { ServiceSessionId = NewId(), SalePartnerOperatorId = party, UserContractIdAlias = $"{party}-C1" };
        Assert.That((await Emip.SendAsync(record)).RequestStatus, Is.EqualTo("1"));
        return record.ServiceSessionId;
    }

    /// <summary>The partner's state as the operators see it.</summary>
    protected async Task<string> StateOfAsync(string party) =>
        (await Gateway.Operators.PartnersAsync()).Single(p => p["id"]!.ToString() == Id(party))["state"]!.ToString();

    protected static string Id(string party) => party.Replace("*", "-", StringComparison.Ordinal).ToLowerInvariant();
}
