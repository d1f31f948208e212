using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Preview;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Mapping.Preview;

/// <summary>What edited mapping files would make of what the journal has.</summary>
public sealed class PreviewTests(JournalProvider provider) : JournalTest(provider)
{
    private const string Cdr = nameof(ChargeDetailRecordIssued), Mapping = "ocpi-2.2.1/charge-detail-record";

    private PaperGateway gateway = null!;

    [SetUp]
    public void Start() => gateway = new PaperGateway();

    [TearDown]
    public async Task StopAsync() => await gateway.DisposeAsync();

    [Test]
    public async Task What_would_be_told_otherwise_is_grouped_by_field()
    {
        foreach (var id in (string[])["CDR-1", "CDR-2", "CDR-3"]) await gateway.HearAsync(id);
        await gateway.HearAsync("CDR-4", cdr => cdr["auth_method"] = "WHITELIST");
        var impact = await PreviewAsync(gateway.WithCode("auth_method", "COMMAND <- AUTH_REQUEST"));

        Assert.That((impact.Messages, impact.Same, impact.Before, impact.Outcomes.Count, impact.Reports.Count), Is.EqualTo((4, 1, gateway.Running.Version, 0, 0)));
        var field = impact.Fields.Single();
        Assert.That((field.Message, field.Mapping, field.Field, field.Messages, field.Before, field.After), Is.EqualTo((Cdr, Mapping, "auth_method", 3, "AUTH_REQUEST", "COMMAND")));
        Assert.That((field.Partners, field.Example), Is.EqualTo((new[] { "emsp" }, gateway.Engine.Deliveries()[2].Id)).Using<IReadOnlyList<string>>((a, b) => a.SequenceEqual(b)), "the newest");
    }

    [Test]
    public async Task Elements_of_a_list_are_one_field_and_what_is_reported_otherwise_is_told()
    {
        await gateway.HearAsync("CDR-1", cdr => cdr["charging_periods"]!.AsArray().Add(cdr["charging_periods"]![0]!.DeepClone()));
        var edited = gateway.Edited(w => w.Change("ocpi-2.2.1/charging-period.yaml", "- tariff_id", "- tariff_id:\n    placeholder: none"));
        var impact = await PreviewAsync(edited);
        Assert.That(impact.Fields.Select(f => (f.Field, f.Messages, f.Before, f.After)), Is.EqualTo(new[] { ("charging_periods[].tariff_id", 1, "nothing", "none") }));
        Assert.That(impact.Reports.Select(r => (r.Field, r.Messages, r.Before)), Is.EqualTo(new[] { ("charging_periods[]/tariff_id", 1, "nothing") }));
    }

    [Test]
    public async Task A_code_that_becomes_known_releases_what_it_held_and_the_other_way_round()
    {
        var knowing = gateway.WithCode("auth_method", "WHITELIST <- NFC");
        await gateway.HearAsync("CDR-1", cdr => cdr["auth_method"] = "NFC");
        await gateway.HearAsync("CDR-2");

        var released = await PreviewAsync(knowing);
        Assert.That(Told(released), Is.EqualTo("2 messages, 1 same (0 held); released 1"));
        Assert.That(released.Outcomes.Single().Before, Does.StartWith("held, UnmappedCode: auth_method: no mapping knows the code 'NFC'"));
        Assert.That(released.Outcomes.Single().After, Is.EqualTo("told"));
        Assert.That(Told(await PreviewAsync(gateway.Running, knowing)), Is.EqualTo("2 messages, 1 same (0 held); held 1"));
        Assert.That(Told(await PreviewAsync(gateway.WithCode("auth_method", "WHITELIST <- CARD"))), Is.EqualTo("2 messages, 2 same (1 held); "));
    }

    [Test]
    public async Task A_document_that_was_refused_may_be_one_that_can_be_read()
    {
        var strict = gateway.Edited(w => w.Change($"{Mapping}.yaml", "    unfit: leave out                               # one without a dimension left belongs to the one before\n", ""));
        await gateway.HearAsync("CDR-1", WithBadPeriod);
        Assert.That(await gateway.HearAsync("CDR-2", WithBadPeriod, by: strict), Is.InstanceOf<Acceptance.Refused>());
        Assert.That(await gateway.HearAsync("CDR-3", cdr => cdr.Remove("currency")), Is.InstanceOf<Acceptance.Refused>());

        var taken = await PreviewAsync(gateway.Running, strict);
        Assert.That(Told(taken), Is.EqualTo("3 messages, 1 same (1 held); taken 2"), "what was refused, and what would have been");
        Assert.That(taken.Outcomes.Single().Before, Does.StartWith("refused, charging_periods[1]"));
        Assert.That(taken.Outcomes.Single().Partners, Is.EqualTo(new[] { "cpo", "emsp" }));
        Assert.That(Told(await PreviewAsync(strict)), Is.EqualTo("3 messages, 1 same (1 held); refused 2"));

        static void WithBadPeriod(System.Text.Json.Nodes.JsonObject cdr) => cdr["charging_periods"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject { ["start_date_time"] = "today" });
    }

    [Test]
    public async Task Nothing_is_said_and_the_journal_stays_as_it_is()
    {
        await gateway.HearAsync("CDR-1");
        await gateway.Engine.DeliverAsync();
        await gateway.HearAsync("CDR-2", cdr => cdr["auth_method"] = "NFC");
        await gateway.HearAsync("CDR-3");
        await gateway.HearAsync("CDR-4", cdr => cdr.Remove("currency"));
        var before = Everything();
        Assert.That(before, Does.Contain("CDR-3"));
        var impact = await PreviewAsync(gateway.WithCode("auth_method", "WHITELIST <- NFC or AUTH_REQUEST"));
        Assert.That(Told(impact), Is.EqualTo("4 messages, 1 same (1 held); released 1"));
        Assert.That(Everything(), Is.EqualTo(before));
        Assert.That(gateway.Engine.Protocol.Said, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_retention_deleted_is_counted()
    {
        await gateway.HearAsync("CDR-1");
        await gateway.HearAsync("CDR-2");
        await gateway.Engine.DeliverAsync();
        await gateway.Engine.Get<JournalWriter>().WriteAsync(journal =>
        {
            using var retention = new RetentionStatements(journal);
            retention.DropDocuments(gateway.Engine.Deliveries()[0].ExchangeId);
            return true;
        });
        var impact = await PreviewAsync(gateway.WithCode("auth_method", "COMMAND <- AUTH_REQUEST"));
        Assert.That((impact.Messages, impact.Deleted, impact.WritingOnly), Is.EqualTo((2, 1, 0)));
        Assert.That((impact.Fields.Single().Messages, impact.Fields.Single().Example), Is.EqualTo((1, gateway.Engine.Deliveries()[1].Id)), "the other one, which is read anew");
    }

    [Test]
    public async Task Only_what_is_asked_for_is_looked_at()
    {
        await gateway.HearAsync("CDR-1");
        gateway.Engine.Time.Advance(TimeSpan.FromHours(1));
        var since = gateway.Engine.Time.GetUtcNow();
        for (var i = 2; i < 5; i++) await gateway.HearAsync($"CDR-{i}");
        await gateway.HearAsync("CDR-9", cdr => cdr.Remove("currency"));

        Assert.That(await CountAsync(new() { Since = gateway.Yesterday }), Is.EqualTo((5, false)));
        Assert.That(await CountAsync(new() { Since = since }), Is.EqualTo((4, false)));
        Assert.That(await CountAsync(new() { Since = since, Limit = 2 }), Is.EqualTo((3, true)), "two deliveries, and what was refused");
        Assert.That(await CountAsync(new() { Since = gateway.Yesterday, PartnerId = "EMSP" }), Is.EqualTo((4, false)));
        Assert.That(await CountAsync(new() { Since = gateway.Yesterday, PartnerId = "other" }), Is.EqualTo((0, false)));
        Assert.That(await CountAsync(new() { Since = gateway.Yesterday, Message = Cdr }), Is.EqualTo((5, false)));
        Assert.That(await CountAsync(new() { Since = gateway.Yesterday, Message = nameof(SessionUpdated) }), Is.EqualTo((0, false)));

        async Task<(int, bool)> CountAsync(PreviewQuestion question) =>
            await RunAsync(question, gateway.Running, gateway.Running) is var impact ? (impact.Messages, impact.IsCut) : default;
    }

    [Test]
    public async Task What_is_for_a_partner_that_is_gone_is_counted()
    {
        await gateway.HearAsync("CDR-1");
        await using var other = new Exchanges.GatewayUnderTest(gateway.Engine.Folder, partners: [gateway.Engine.Get<PartnerBook>().Find("cpo")!], protocol: gateway.Engine.Protocol);
        var impact = await other.Get<IMappingPreview>().RunAsync(new() { Since = gateway.Yesterday }, gateway.Running, gateway.Running, CancellationToken.None);
        Assert.That((impact.Messages, impact.Same, impact.PartnerGone), Is.EqualTo((1, 1, 1)));
    }

    [Test]
    public async Task A_message_that_finds_a_bug_of_ours_does_not_keep_the_others()
    {
        await gateway.HearAsync("CDR-1");
        await gateway.HearAsync("CDR-2");
        var write = gateway.Engine.Protocol.Drafts;
        gateway.Engine.Protocol.Drafts = delivery => ((ChargeDetailRecordIssued)delivery.Message).Record.Id == "CDR-1" ? throw new InvalidOperationException("a bug") : write(delivery);
        var impact = await PreviewAsync(gateway.Running);
        Assert.That((impact.Messages, impact.Same, impact.Failed.Single()), Is.EqualTo((2, 1, gateway.Engine.Deliveries()[0].Id)));
    }

    [Test]
    public void All_that_failed_are_counted_and_twenty_are_listed()
    {
        var tally = new ImpactTally();
        foreach (var id in Enumerable.Range(0, 21).Select(_ => Guid.NewGuid())) tally.Fail(id);
        var impact = tally.Sum(new() { Before = "a", After = "b", Since = gateway.Yesterday });
        Assert.That((impact.Messages, impact.Failures, impact.Failed.Count, impact.Different), Is.EqualTo((21, 21, 20, 0)));
    }

    private static string Told(MappingImpact impact) =>
        $"{impact.Messages} messages, {impact.Same} same ({impact.HeldBoth} held); {string.Join(", ", impact.Outcomes.Select(o => $"{o.Field} {o.Messages}"))}";

    private Task<MappingImpact> PreviewAsync(MappingBook after, MappingBook? before = null) =>
        RunAsync(new() { Since = gateway.Yesterday }, before ?? gateway.Running, after);

    private Task<MappingImpact> RunAsync(PreviewQuestion question, MappingBook before, MappingBook after) =>
        gateway.Engine.Get<IMappingPreview>().RunAsync(question, before, after, CancellationToken.None);

    /// <summary>Every row of every table.</summary>
    private string Everything()
    {
        using var journal = gateway.Engine.Journal();
        var tables = typeof(JournalContext).GetProperties().Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(DbSet<>));
        return string.Join('\n', tables.SelectMany(t => ((IQueryable<object>)t.GetValue(journal)!).AsNoTracking().AsEnumerable().Select(row => $"{t.Name} {JsonSerializer.Serialize(row)}").Order(StringComparer.Ordinal)));
    }
}
