using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Explaining;
using ProtocolGateway.Mapping.Preview;
using ProtocolGateway.Mapping.Versions;
using ProtocolGateway.Partners;
using ProtocolGateway.Tests.Journal;
using ProtocolGateway.Tests.Mapping.Preview;

namespace ProtocolGateway.Tests.Mapping.Explaining;

/// <summary>Deliveries of the journal, explained.</summary>
public sealed class DeliveryExplanationTests(JournalProvider provider) : JournalTest(provider)
{
    private PaperGateway gateway = null!;

    [SetUp]
    public void Start() => gateway = new PaperGateway();

    [TearDown]
    public async Task StopAsync() => await gateway.DisposeAsync();

    [Test]
    public async Task Every_value_leads_back_to_the_document_that_was_heard()
    {
        await gateway.HearAsync("CDR-1");
        var told = await ToldAsync(new MappingChoice.OfNow());
        var document = told.Documents.Single();
        var cost = document.Fields.Single(f => f.Path == "total_cost/incl_vat");
        Assert.Multiple(() =>
        {
            Assert.That((told.MappingVersion, told.From, told.Hold, document.Mapping), Is.EqualTo((gateway.Running.Version, RetoldFrom.Document, (object?)null, "ocpi-2.2.1/charge-detail-record")));
            Assert.That(document.Fields.Where(f => !f.IsExplained || f.From.Any(o => o.By != "row")), Is.Empty);
            Assert.That((cost.Value, cost.From.Select(o => o.Path)), Is.EqualTo(("5.4", new[] { "total_cost/excl_vat", "total_cost/incl_vat" })));
        });
    }

    [Test]
    public async Task It_is_by_the_files_that_wrote_it_unless_others_are_wanted()
    {
        await gateway.HearAsync("CDR-1");
        await gateway.Engine.DeliverAsync();
        await KeepAsync(gateway.Running);
        var edited = gateway.WithCode("auth_method", "COMMAND <- AUTH_REQUEST");
        gateway.Engine.Mappings.Use(edited);
        var (then, now, named) = (await ToldAsync(new MappingChoice.OfThen()), await ToldAsync(new MappingChoice.OfNow()), await ToldAsync(new MappingChoice.Of(gateway.Running.Version)));
        Assert.Multiple(() =>
        {
            Assert.That((then.MappingVersion, AuthMethod(then).Value, AuthMethod(then).From[0].Codes), Is.EqualTo((gateway.Running.Version, "AUTH_REQUEST", null as string)));
            Assert.That((now.MappingVersion, AuthMethod(now).Value, AuthMethod(now).From[0].Codes), Is.EqualTo((edited.Version, "COMMAND", "ocpi-2.2.1/_dialect.yaml:" + LineOf(edited))));
            Assert.That(named.MappingVersion, Is.EqualTo(gateway.Running.Version));
        });
        Assert.That(await ExplainAsync(new MappingChoice.Of("0123456789ab")), Is.TypeOf<ExplanationResult.Impossible>());
    }

    [Test]
    public async Task What_was_never_written_is_by_the_files_of_now()
    {
        await gateway.HearAsync("CDR-1");
        Assert.That((await ToldAsync(new MappingChoice.OfThen())).MappingVersion, Is.EqualTo(gateway.Running.Version));
    }

    [Test]
    public async Task What_is_held_tells_why()
    {
        await gateway.HearAsync("CDR-1", cdr => cdr["auth_method"] = "NFC");
        var told = await ToldAsync(new MappingChoice.OfNow());
        Assert.That((told.Hold?.Code, told.Documents.Count), Is.EqualTo(("UnmappedCode", 0)));
    }

    [Test]
    public async Task Of_what_retention_deleted_only_the_record_is_there()
    {
        await gateway.HearAsync("CDR-1");
        await gateway.Engine.Get<JournalWriter>().WriteAsync(journal =>
        {
            using var retention = new RetentionStatements(journal);
            retention.DropDocuments(gateway.Engine.Delivery().ExchangeId);
            return true;
        });
        var told = await ToldAsync(new MappingChoice.OfNow());
        Assert.That((told.From, AuthMethod(told).From.Select(o => (o.By, o.Path))), Is.EqualTo((RetoldFrom.RecordOfDeleted, new[] { ("journal", null as string) })));
    }

    [Test]
    public async Task A_delivery_that_nobody_knows_has_none() =>
        Assert.That(await gateway.Engine.Get<IDeliveryExplanations>().ExplainAsync(Guid.NewGuid(), new MappingChoice.OfThen(), CancellationToken.None), Is.TypeOf<ExplanationResult.Unknown>());

    private static ExplainedField AuthMethod(ExplainedDelivery told) => told.Documents.Single().Fields.Single(f => f.Path == "auth_method");

    private static int LineOf(MappingBook edited) =>
        edited.Find("ocpi-2.2.1", "charge-detail-record")!.Frame.Rows.First(r => r.Source.Left.Text == "auth_method").Codes!.Lines.Single().At.Line;

    private Task<ExplanationResult> ExplainAsync(MappingChoice choice) =>
        gateway.Engine.Get<IDeliveryExplanations>().ExplainAsync(gateway.Engine.Delivery().Id, choice, CancellationToken.None);

    private async Task<ExplainedDelivery> ToldAsync(MappingChoice choice) => ((ExplanationResult.Told)await ExplainAsync(choice)).Delivery;

    private async Task KeepAsync(MappingBook book)
    {
        var files = book.Files.Pack();
        await gateway.Engine.Get<JournalWriter>().WriteAsync(journal =>
        {
            journal.Mappings.Use(book.Version, files, "test", gateway.Engine.Time.GetUtcNow());
            return true;
        });
    }
}
