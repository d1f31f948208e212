using System.Globalization;

namespace ProtocolGateway.Acceptance.Day;

/// <summary>
/// A day at the charge points of one CPO, checked against the simulator's own books. DAY_SESSIONS says how many sessions there are; 5000 are
/// the whole day.
/// </summary>
internal abstract class SimulatedDay : Journey
{
    protected abstract IReadOnlyList<Charge> Charges { get; }

    protected abstract IReadOnlyList<IPayer> Payers { get; }

    /// <summary>The id of the partner that answers for the party.</summary>
    protected abstract string PartnerOf(string party);

    protected static int Sessions(int unlessSet) =>
        Environment.GetEnvironmentVariable("DAY_SESSIONS") is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : unlessSet;

    /// <summary>The settings of the payers, and their agreements with the CPO.</summary>
    protected void AddPayers(GatewaySettings settings, string cpo)
    {
        foreach (var payer in Payers)
        {
            var id = PartnerOf(payer.Party);
            switch (payer)
            {
                case EmipPayer { Party: Plan.BehindEmipHub } hub:
                    settings.Emip(id, "FR*107", hub.Url, ("HUB", "FR*107")).Reaches(id, ("EMSP", hub.Party));
                    break;
                case EmipPayer emip:
                    settings.Emip(id, emip.Party, emip.Url, ("EMSP", emip.Party));
                    break;
                case OcpiPayer ocpi:
                    var isHub = ocpi.Party == Plan.BehindOcpiHub;
                    settings.Ocpi(id, ocpi.VersionsUrl, OcpiPayer.Token, isHub ? ("HUB", "SE*HUB") : ("EMSP", ocpi.Party));
                    settings.Gateway["Partners"]![id]!["Ocpi"]!["Version"] = ocpi.Version;
                    if (isHub) settings.Reaches(id, ("EMSP", ocpi.Party));
                    break;
            }
            settings.Agreement(cpo, payer.Party, ("AskUnknownTokens", payer.Party == Plan.Old ? "false" : "true"), ("Currency", "EUR"));
        }
    }

    protected override async Task BeforeAsync()
    {
        foreach (var payer in Payers)
        {
            payer.Issue(Charges.Where(c => c.Payer == payer.Party));
            await ((StandInPartner)payer).StartAsync();
        }
    }

    protected override async Task AfterAsync()
    {
        foreach (var payer in Payers) await ((StandInPartner)payer).DisposeAsync();
    }

    /// <summary>The tokens that the OCPI eMSPs gave to everybody.</summary>
    protected async Task ImportTokensAsync()
    {
        foreach (var payer in Payers.OfType<OcpiPayer>().Where(p => p.Party != Plan.BehindOcpiHub))
            Assert.That((await ImportAsync("tokens", PartnerOf(payer.Party), Plan.Tokens(Charges, payer.Party))).ExitCode, Is.Zero);
        // What is imported is known within 2 s; only then does the day begin.
        await Task.Delay(TimeSpan.FromSeconds(2));
    }

    /// <summary>Once the day is over: each charge ended in one record, one hold or one finding.</summary>
    /// <param name="subjectOf">What findings call the session of a charge that nobody bills.</param>
    protected async Task AssertBooksAsync(Func<Charge, string?> subjectOf)
    {
        var overdue = Charges.Where(c => c.Mishap == Mishap.NeverBilled).ToList();
        await Eventually.TrueAsync(
            async () => (await RecordsAsync()).All(r => r.State is not ("Owed" or "InDoubt")), "every record is told or held", TimeSpan.FromMinutes(2),
            async () => string.Join(", ", (await RecordsAsync()).CountBy(r => r.State)));
        var (asked, began) = (0, DateTime.UtcNow);
        await Eventually.TrueAsync(
            async () =>
            {
                // A day after the end whoever keeps lists is asked for them, and has an hour for it.
                if (DateTime.UtcNow >= began + (asked * TimeSpan.FromSeconds(5))) JournalClocks.Pass(Path.Combine(Gateway.Folder, "data"), asked++ == 0 ? TimeSpan.FromHours(24) : TimeSpan.FromHours(1));
                var found = await MissingAsync();
                return overdue.All(c => found.Contains(subjectOf(c)));
            },
            "sessions without a record are found", TimeSpan.FromMinutes(2), async () => string.Join(", ", await MissingAsync()));

        var (records, missing) = (await RecordsAsync(), await MissingAsync());
        var held = records.Where(r => r.State == "Held").ToList();
        var bills = Payers.ToDictionary(p => p.Party, p => p.Bills.ToLookup(b => b.Id));
        foreach (var charge in Charges)
        {
            var payer = Payers.Single(p => p.Party == charge.Payer);
            var billed = bills[charge.Payer][payer.IdOf(charge)].ToList();
            var holds = held.Where(r => r.Key.Contains(charge.Session, StringComparison.OrdinalIgnoreCase)).Select(r => r.ReasonCode).ToList();
            var found = missing.Count(m => m == subjectOf(charge));
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
        var told = (
            from charge in Charges
            where charge is { IsBilled: true, Way: not Way.Offline }
            join payer in Payers.OfType<OcpiPayer>() on charge.Payer equals payer.Party
            select (Charge: charge, Payer: payer)).ToList();
        List<string> Others() => [.. told.Where(t => t.Payer.SessionOf(t.Charge) != ("COMPLETED", t.Charge.Wh)).Select(t => $"{t.Charge}: {t.Payer.SessionOf(t.Charge)}")];
        return Eventually.TrueAsync(() => Others().Count == 0, "every session is completed", TimeSpan.FromSeconds(60), () => $"{Others().Count} of {told.Count} are not: {string.Join("\n", Others().Take(5))}");
    }

    private void AssertNobodySeesForeignRecords()
    {
        foreach (var payer in Payers)
        {
            var own = Charges.Where(c => c.Payer == payer.Party && c.IsBilled).ToList();
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
