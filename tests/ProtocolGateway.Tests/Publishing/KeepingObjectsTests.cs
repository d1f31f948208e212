using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Publishing;
using ProtocolGateway.Tests.Directory;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Publishing;

/// <summary>What becomes of the directory when partners publish.</summary>
public sealed class KeepingObjectsTests(JournalProvider provider) : PublishingTest(provider)
{
    [Test]
    public async Task Look_ups_find_what_was_pushed()
    {
        await SayAsync(Location());
        await SayAsync(Tariff());
        await SayAsync(Token());

        using var database = new JournalDatabase(JournalUnderTest.Options(Gateway.Folder));
        using var directory = new JournalDirectory(database, TimeProvider.System);
        Assert.That((await directory.FindEvseAsync("fr*798*eloc1*1", At, default))?.Evse.Uid, Is.EqualTo("1"));
        Assert.That((await directory.FindTariffAsync(Samples.Cpo, "t1", default))?.At(At), Is.EqualTo(Tariff()));
        Assert.That(await directory.FindTokensAsync("04a2b3c4", TokenType.RFID, default), Is.EqualTo(new[] { Token() }));
        using var journal = Gateway.Journal();
        Assert.That(journal.Changes.OrderBy(c => c.Sequence).Select(c => c.Subject).ToList(), Is.EqualTo(new[]
        {
            "location:FR798ELOC11", "evse-uid:FR798:1", "tariff:FR798:T1", "token:RFID:04A2B3C4", "contract:DEABCC12345678X",
        }));
    }

    [Test]
    public async Task An_EVSE_that_is_no_longer_named_is_kept_as_removed()
    {
        await SayAsync(Location());
        await SayAsync(Location(minute: 1) with { Evses = null });

        var kept = (Location)Published.Find(PublishedKind.Location, Samples.Cpo, "LOC1")!.Record;
        Assert.That(kept.Evses!.Select(e => (e.Uid, e.Status, e.LastUpdated)), Is.EqualTo(new[] { ("1", EvseStatus.REMOVED, At.AddMinutes(1)) }));

        var again = (Publication.Taken)await SayAsync(Location(minute: 1) with { Evses = null });
        Assert.That(again.Changed, Is.False);
    }

    /// <summary>A status has a fact of its own, so that it is told once.</summary>
    [Test]
    public async Task A_location_of_which_only_statuses_changed_is_kept_and_not_told_again()
    {
        await SayAsync(Location());
        var changed = (Publication.Taken)await SayAsync(Location(minute: 1, status: EvseStatus.CHARGING));

        Assert.That((changed.Changed, Gateway.Deliveries().Count), Is.EqualTo((true, 2)));
        Assert.That(((Location)Published.Find(PublishedKind.Location, Samples.Cpo, "LOC1")!.Record).Evses![0].Status, Is.EqualTo(EvseStatus.CHARGING));
    }

    [Test]
    public async Task A_part_is_only_put_into_what_it_was_read_from()
    {
        await SayAsync(Location());
        var basis = Published.Find(PublishedKind.Location, Samples.Cpo, "LOC1");
        await SayAsync(Location(minute: 1) with { Name = "Halles" });

        Assert.That(await SayAsync(Location(minute: 2) with { City = "Paris" }, basis: basis), Is.InstanceOf<Publication.Stale>());
        basis = Published.Find(PublishedKind.Location, Samples.Cpo, "LOC1");
        Assert.That(await SayAsync(Location(minute: 2) with { City = "Paris" }, basis: basis), Is.InstanceOf<Publication.Taken>());
    }

    /// <summary>What began while it was withdrawn is never charged by it, what began before or after is.</summary>
    [Test]
    public async Task A_tariff_that_was_withdrawn_charges_what_began_before_and_again_once_it_is_published_anew()
    {
        await SayAsync(Tariff());
        Gateway.Time.Advance(TimeSpan.FromHours(1));
        await SayAsync(Tariff(), withdraws: true);
        var withdrawn = Gateway.Time.GetUtcNow();
        Gateway.Time.Advance(TimeSpan.FromHours(1));
        await SayAsync(Tariff());
        var again = Gateway.Time.GetUtcNow();

        using var database = new JournalDatabase(JournalUnderTest.Options(Gateway.Folder));
        using var directory = new JournalDirectory(database, TimeProvider.System);
        var history = (await directory.FindTariffAsync(Samples.Cpo, "T1", default))!;
        Assert.That(
            new[] { At, withdrawn.AddSeconds(-1), withdrawn, again.AddSeconds(-1), again }.Select(history.At),
            Is.EqualTo(new Tariff?[] { Tariff(), Tariff(), null, null, Tariff() }));
        Assert.That(history.WithdrawnAt(withdrawn.AddMinutes(1)), Is.EqualTo(withdrawn).Within(TimeSpan.FromMilliseconds(1)));
    }

    [Test]
    public async Task A_tariff_that_was_withdrawn_can_be_published_anew()
    {
        await SayAsync(Tariff(minute: 5));
        await SayAsync(Tariff(minute: 5), withdraws: true);
        var again = (Publication.Taken)await SayAsync(Tariff(minute: 4));

        Assert.That((again.Created, Published.Find(PublishedKind.Tariff, Samples.Cpo, "T1")!.Record), Is.EqualTo((true, Tariff(minute: 4))));
    }

    [Test]
    public async Task Invoice_records_are_kept_and_told_to_nobody()
    {
        var record = new InvoiceReconciliationRecord { Party = Samples.Cpo, Id = "I1", InvoiceId = "2026-1", Cdrs = ["C1"], LastUpdated = At };

        await SayAsync(record, Samples.CpoPartner);
        Assert.That(Json(Published.Find(PublishedKind.Invoice, Samples.Cpo, "I1")!.Record), Is.EqualTo(Json(record)));
        await SayAsync(record, Samples.CpoPartner, withdraws: true);
        Assert.That(Published.Find(PublishedKind.Invoice, Samples.Cpo, "I1"), Is.Null);
        Assert.That(Gateway.Deliveries(), Is.Empty);
    }

    /// <summary>By whatever process, before the gateway started or while it runs.</summary>
    [Test]
    public async Task What_is_imported_is_told_once()
    {
        await ImportAsync(i => i.ImportLocationsAsync(Stream(Location(), Location("LOC2")), Samples.CpoPartner, JournalFolder.Read<Location>, default));
        await ImportAsync(i => i.ImportTariffsAsync(Stream(Tariff()), Samples.CpoPartner, JournalFolder.Read<Tariff>, default));
        await Gateway.Get<Untold>().TellAsync(default);
        await Gateway.Get<Untold>().TellAsync(default);
        await Gateway.DeliverAsync();

        Assert.That(Said("emsp"), Is.EquivalentTo(new[]
        {
            Json(new LocationPublished { Location = Location() }), Json(new LocationPublished { Location = Location("LOC2") }),
            Json(new TariffPublished { Tariff = Tariff() }),
        }));
        await ImportAsync(i => i.ImportTariffsAsync(Stream(Tariff()), Samples.CpoPartner, JournalFolder.Read<Tariff>, default));
        await Gateway.Get<Untold>().TellAsync(default);
        await Gateway.DeliverAsync();
        Assert.That(Said("emsp"), Has.Length.EqualTo(3), "the same once more");
    }

    private async Task ImportAsync(Func<DirectoryImport, Task<ImportReport>> import)
    {
        using var database = new JournalDatabase(JournalUnderTest.Options(Gateway.Folder));
        var report = await import(new(database, TimeProvider.System));
        Assert.That((report.Bad, report.Failure), Is.EqualTo((Array.Empty<RowNote>(), (string?)null)));
    }

    private static MemoryStream Stream(params object[] records) => new(System.Text.Encoding.UTF8.GetBytes(JournalFolder.Json(records)));
}
