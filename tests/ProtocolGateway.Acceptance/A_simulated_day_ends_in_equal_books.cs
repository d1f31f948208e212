using System.Globalization;
using ProtocolGateway.Acceptance.Day;

namespace ProtocolGateway.Acceptance;

/// <summary>
/// A day of a small eMIP CPO: 500 charge points, an eMSP of each OCPI version, one behind an OCPI hub, one behind an eMIP hub. Of the
/// sessions 2 % go wrong, and 2 % of the records meet a payer's system that stumbles. The books are the simulator's own.
/// DAY_SESSIONS says how many there are (300 unless set; 5000 are the whole day).
/// </summary>
internal sealed class A_simulated_day_ends_in_equal_books : Journey
{
    private static readonly Dictionary<string, string> Partners = new()
    {
        [Plan.Old] = "old",
        [Plan.Middle] = "middle",
        [Plan.New] = "new",
        [Plan.BehindOcpiHub] = "ocpi-hub",
        [Plan.BehindEmipHub] = "emip-hub",
    };

    private readonly Plan plan = new(seed: 798, int.Parse(Environment.GetEnvironmentVariable("DAY_SESSIONS") ?? "300", CultureInfo.InvariantCulture));
    private readonly EmipPartnerStandIn cpo = new();
    private readonly OcpiPayer[] ocpi = [new("2.1.1", Plan.Old), new("2.2.1", Plan.Middle), new("2.3.0", Plan.New), new("2.2.1", Plan.BehindOcpiHub)];
    private readonly EmipHubPayer hub = new(Plan.BehindEmipHub);
    private Driving driving = null!;

    private IReadOnlyList<IPayer> Payers => [.. ocpi, hub];

    protected override GatewaySettings Settings()
    {
        var settings = new GatewaySettings()
            .Emip("cpo", Plan.Cpo, cpo.Url, ("CPO", Plan.Cpo))
            .Emip(Partners[hub.Party], "FR*107", hub.Url, ("HUB", "FR*107")).Reaches(Partners[hub.Party], ("EMSP", hub.Party));
        foreach (var payer in ocpi)
        {
            var id = Partners[payer.Party];
            var isHub = payer.Party == Plan.BehindOcpiHub;
            settings.Ocpi(id, payer.VersionsUrl, OcpiPayer.Token, isHub ? ("HUB", "SE*HUB") : ("EMSP", payer.Party));
            settings.Gateway["Partners"]![id]!["Ocpi"]!["Version"] = payer.Version;
            if (isHub) settings.Reaches(id, ("EMSP", payer.Party));
        }
        foreach (var payer in Payers) settings.Agreement(Plan.Cpo, payer.Party, ("AskUnknownTokens", payer.Party == Plan.Old ? "false" : "true"), ("Currency", "EUR"));
        return settings;
    }

    protected override async Task BeforeAsync()
    {
        foreach (var payer in ocpi)
        {
            payer.Issue(plan.Charges.Where(c => c.Payer == payer.Party));
            await payer.StartAsync();
        }
        hub.Issue(plan.Charges.Where(c => c.Payer == hub.Party));
        cpo.On("SetServiceAuthorisation", start => driving.Start(start));
        await hub.StartAsync();
        await cpo.StartAsync();
    }

    protected override async Task AfterStartAsync()
    {
        driving = new Driving(Gateway.Partners, Payers.ToDictionary(p => p.Party), party => Partners[party]);
        Assert.That((await ImportAsync("locations", "cpo", Plan.Locations())).ExitCode, Is.Zero);
        foreach (var payer in ocpi.Where(p => p.Party != Plan.BehindOcpiHub))
            Assert.That((await ImportAsync("tokens", Partners[payer.Party], plan.Tokens(payer.Party))).ExitCode, Is.Zero);
        // What is imported is known within 2 s; only then does the day begin.
        await Task.Delay(TimeSpan.FromSeconds(2));
    }

    protected override async Task AfterAsync()
    {
        foreach (var payer in ocpi) await payer.DisposeAsync();
        await hub.DisposeAsync();
        await cpo.DisposeAsync();
    }

    [Test]
    public async Task Each_start_ends_in_one_record_one_hold_or_one_finding()
    {
        await driving.RunAsync(plan.Charges);
        Assert.That(driving.Wrong, Is.Empty);

        var overdue = plan.Charges.Where(c => c.Mishap == Mishap.NeverBilled).Select(c => c.Session).ToList();
        await Eventually.TrueAsync(
            async () => (await RecordsAsync()).All(r => r.State is not ("Owed" or "InDoubt")), "every record is told or held", TimeSpan.FromMinutes(2),
            async () => string.Join(", ", (await RecordsAsync()).CountBy(r => r.State)));
        JournalClocks.Pass(Path.Combine(Gateway.Folder, "data"), TimeSpan.FromHours(24));
        await Eventually.TrueAsync(
            async () => overdue.All((await MissingAsync()).Contains), "sessions without a record are found", TimeSpan.FromMinutes(2),
            async () => string.Join(", ", await MissingAsync()));

        var (records, missing) = (await RecordsAsync(), await MissingAsync());
        var held = records.Where(r => r.State == "Held").ToList();
        var bills = Payers.ToDictionary(p => p.Party, p => p.Bills.ToLookup(b => b.Id));
        foreach (var charge in plan.Charges)
        {
            var payer = Payers.Single(p => p.Party == charge.Payer);
            var billed = bills[charge.Payer][payer.IdOf(charge)].ToList();
            var holds = held.Where(r => r.Key.Contains(charge.Session, StringComparison.OrdinalIgnoreCase)).Select(r => r.ReasonCode).ToList();
            var found = missing.Count(charge.Session.Equals);
            Assert.That(billed.Count + holds.Count + found, Is.EqualTo(1), $"{charge}: {billed.Count} records, {holds.Count} holds, {found} findings");
            switch (charge.Mishap)
            {
                case Mishap.Unpriced when !charge.IsBilled: Assert.That(holds, Is.EqualTo(["NoPrice"]), charge.ToString()); break;
                case Mishap.UnknownPlace when !charge.IsBilled: Assert.That(holds, Is.EqualTo(["NoLocation"]), charge.ToString()); break;
                case Mishap.NeverBilled: Assert.That(found, Is.EqualTo(1), charge.ToString()); break;
                default: Assert.That(billed, Is.EqualTo([charge.Bill(payer.IdOf(charge))]), charge.ToString()); break;
            }
        }
        AssertNobodySeesForeignRecords();
        await AssertSessionsAreCompletedAsync();
    }

    /// <summary>Whose session an OCPI eMSP was told of, it is told of its end with the record's energy.</summary>
    private Task AssertSessionsAreCompletedAsync()
    {
        var told = plan.Charges.Where(c => c is { IsBilled: true, Way: not Way.Offline } && c.Payer != hub.Party).ToDictionary(c => c, c => ocpi.Single(p => p.Party == c.Payer));
        List<string> Others() => [.. told.Where(t => t.Value.SessionOf(t.Key) != ("COMPLETED", t.Key.Wh)).Select(t => $"{t.Key}: {t.Value.SessionOf(t.Key)}")];
        return Eventually.TrueAsync(() => Others().Count == 0, "every session is completed", TimeSpan.FromSeconds(60), () => $"{Others().Count} of {told.Count} are not: {string.Join("\n", Others().Take(5))}");
    }

    private void AssertNobodySeesForeignRecords()
    {
        foreach (var payer in Payers)
        {
            var own = plan.Charges.Where(c => c.Payer == payer.Party && c.IsBilled).ToList();
            TestContext.Out.WriteLine($"{payer.Party}: {payer.Bills.Count} records, {payer.Bills.Sum(b => b.Wh) / 1000} kWh, {payer.Bills.Sum(b => b.Price)} EUR");
            Assert.Multiple(() =>
            {
                Assert.That(payer.Bills.Select(b => b.Id), Is.EquivalentTo(own.Select(payer.IdOf)), $"{payer.Party} has its own and no others");
                Assert.That((payer.Bills.Sum(b => b.Wh), payer.Bills.Sum(b => b.Price)), Is.EqualTo((own.Sum(c => (decimal)c.Wh), own.Where(c => c.Mishap != Mishap.Unpriced).Sum(c => c.Price))));
                Assert.That(payer.Contradictions, Is.Empty, "a repeat says the same");
            });
        }
    }

    private Task<IReadOnlyList<DeliverySeen>> RecordsAsync() => Gateway.Operators.DeliveriesAsync("message=ChargeDetailRecordIssued");

    /// <summary>The sessions of which a finding says that their record has not come.</summary>
    private async Task<IReadOnlyList<string>> MissingAsync() =>
        [.. (await Gateway.Operators.FindingsAsync()).Where(f => f["code"]!.ToString() == "NoRecord" && f["state"]!.ToString() == "Open").Select(f => f["subject"]!.ToString())];
}
