using System.Text.Json.Nodes;
using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Cases;
using ProtocolGateway.Mapping.Preview;
using ProtocolGateway.Partners;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Mapping.Preview;

/// <summary>Deliveries that the journal has, translated once more by other mapping files.</summary>
public sealed class RetellingTests(JournalProvider provider) : JournalTest(provider)
{
    private PaperGateway gateway = null!;

    [SetUp]
    public void Start() => gateway = new PaperGateway();

    [TearDown]
    public async Task StopAsync() => await gateway.DisposeAsync();

    [Test]
    public async Task It_is_read_from_its_bytes_and_written_anew()
    {
        await gateway.HearAsync("CDR-1");
        var before = await RetellAsync(gateway.Running);
        var after = await RetellAsync(gateway.WithCode("auth_method", "COMMAND <- AUTH_REQUEST"));

        Assert.That((before.From, before.Hold, before.Partner!.Id), Is.EqualTo((RetoldFrom.Document, (object?)null, "emsp")));
        Assert.That((AuthMethodOf(before), AuthMethodOf(after)), Is.EqualTo(("AUTH_REQUEST", "COMMAND")));
        Assert.That((((ChargeDetailRecord)before.Heard!).AuthMethod, ((ChargeDetailRecord)after.Heard!).AuthMethod), Is.EqualTo((AuthMethod.AUTH_REQUEST, AuthMethod.COMMAND)));
        Assert.That(await Service().RetellAsync(Guid.NewGuid(), gateway.Running, null, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task What_a_step_holds_is_not_written()
    {
        await gateway.HearAsync("CDR-1", cdr => cdr["total_energy"] = 1000);
        gateway.Engine.Directory.Put(new Location
        {
            Party = new("FR", "798"),
            Id = "LOC-7",
            Evses = [new() { Uid = "7001", EvseId = "FR*798*E1234*5", Connectors = [new() { Id = "1", PowerType = PowerType.AC_3_PHASE, MaxVoltage = 230, MaxAmperage = 16 }] }],
        });
        var held = await RetellAsync(gateway.Running);
        Assert.That((held.Hold?.Code, held.Drafts.Count, held.Completed), Is.EqualTo(("ImplausibleEnergy", 0, (object?)null)));
    }

    [Test]
    public async Task A_code_that_was_unknown_is_read_where_the_files_know_it()
    {
        await gateway.HearAsync("CDR-1", cdr => cdr["auth_method"] = "NFC");
        Assert.That(gateway.Engine.Delivery().State, Is.EqualTo(DeliveryState.Held));
        var before = await RetellAsync(gateway.Running);
        var after = await RetellAsync(gateway.WithCode("auth_method", "WHITELIST <- NFC"));
        Assert.That((before.Hold!.Code, before.Drafts.Count, before.Completed), Is.EqualTo(("UnmappedCode", 0, (object?)null)));
        Assert.That((after.Hold, AuthMethodOf(after)), Is.EqualTo(((object?)null, "WHITELIST")));
    }

    [Test]
    public async Task What_retention_deleted_is_written_from_its_record()
    {
        await gateway.HearAsync("CDR-1");
        await gateway.Engine.DeliverAsync();
        await gateway.Engine.Get<JournalWriter>().WriteAsync(journal =>
        {
            using var retention = new RetentionStatements(journal);
            retention.DropDocuments(gateway.Engine.Delivery().ExchangeId);
            return true;
        });
        var told = await RetellAsync(gateway.WithCode("auth_method", "COMMAND <-> AUTH_REQUEST"));
        Assert.That((told.From, told.Reading, AuthMethodOf(told)), Is.EqualTo((RetoldFrom.RecordOfDeleted, (object?)null, "AUTH_REQUEST")));
    }

    [Test]
    public async Task Whose_partner_is_gone_is_read_and_not_written()
    {
        await gateway.HearAsync("CDR-1");
        await using var other = new Exchanges.GatewayUnderTest(gateway.Engine.Folder, partners: [gateway.Engine.Get<PartnerBook>().Find("cpo")!], protocol: gateway.Engine.Protocol);
        var told = await other.Get<Retelling>().RetellAsync(other.Delivery().Id, gateway.Running, null, CancellationToken.None);
        Assert.That((told!.From, told.Partner, told.Drafts.Count), Is.EqualTo((RetoldFrom.Document, (object?)null, 0)));
    }

    [Test]
    public async Task Whoever_asks_sees_the_lines_that_were_gone_by()
    {
        await gateway.HearAsync("CDR-1");
        var trail = new CaseTrail();
        var book = gateway.WithCode("auth_method", "COMMAND <- AUTH_REQUEST");
        await Service().RetellAsync(gateway.Engine.Delivery().Id, book, trail, CancellationToken.None);
        var row = book.Find("ocpi-2.2.1", "charge-detail-record")!.Frame.Rows.First(r => r.Source.Left.Text == "auth_method");
        var code = row.Codes!.Lines.Single();
        Assert.That(trail.Has(new Step(row.Source.Left.At, Use.Reading)) && trail.Has(new Step(row.Source.Left.At, Use.Writing)), "the row");
        Assert.That((trail.Has(new Step(code.At, Use.Reading, "AUTH_REQUEST")), trail.Has(new Step(code.At, Use.Writing, "COMMAND"))), Is.EqualTo((true, false)), "the code");
    }

    private static string? AuthMethodOf(Retold told) => JsonNode.Parse(told.Drafts.Single().Text!)!["auth_method"]?.ToString();

    private Retelling Service() => gateway.Engine.Get<Retelling>();

    private async Task<Retold> RetellAsync(MappingBook book) =>
        (await Service().RetellAsync(gateway.Engine.Deliveries()[^1].Id, book, null, CancellationToken.None))!;
}
