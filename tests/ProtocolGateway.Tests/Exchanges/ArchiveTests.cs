using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Rating;
using ProtocolGateway.Sessions;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Exchanges;

public sealed class ArchiveTests(JournalProvider provider) : JournalTest(provider)
{
    private static readonly ChargeDetailRecord Told = Samples.Record("hub-4711") with { CpoSessionId = "C-1", EmspSessionId = "E-1" };

    [Test]
    public async Task The_CPO_finds_its_record_by_every_id_that_it_gave()
    {
        await using var gateway = await WithRecordAsync();
        var question = new FindChargeDetailRecords { AskedBy = Samples.Cpo, SessionId = "hub-4711", CpoSessionId = "C-1", EmspSessionId = "E-1" };

        Assert.That(await FindAsync(gateway, Samples.CpoPartner, question), Is.EqualTo("hub-4711 C-1 E-1"));
        Assert.That(await FindAsync(gateway, Samples.CpoPartner, question with { SessionId = null, EmspSessionId = null }), Is.EqualTo("hub-4711 C-1 E-1"));
    }

    [Test]
    public async Task The_payer_finds_it_by_the_ids_that_it_was_told()
    {
        await using var gateway = await WithRecordAsync();

        var found = await FindAsync(gateway, Samples.EmspPartner, new() { AskedBy = Samples.Emsp, EmspSessionId = "E-1" });

        Assert.That(found, Is.EqualTo("hub-4711 C-1 E-1"));
    }

    [Test]
    public async Task Ids_that_do_not_agree_on_one_session_find_nothing()
    {
        await using var gateway = await WithRecordAsync();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("hub-4712") with { CpoSessionId = "C-2" }));

        var found = await FindAsync(gateway, Samples.CpoPartner, new() { AskedBy = Samples.Cpo, SessionId = "hub-4711", CpoSessionId = "C-2" });

        Assert.That(found, Is.Empty);
    }

    [Test]
    public async Task Whoever_has_no_part_in_the_session_finds_nothing()
    {
        await using var gateway = await WithRecordAsync();

        Assert.That(await FindAsync(gateway, Samples.EmspPartner, new() { AskedBy = Samples.OtherEmsp, SessionId = "hub-4711" }), Is.Empty);
        Assert.That(await FindAsync(gateway, Samples.EmspPartner, new() { AskedBy = null, SessionId = "hub-4711" }), Is.Empty);
        Assert.That(await FindAsync(gateway, Samples.EmspPartner, new() { AskedBy = Samples.Emsp }), Is.Empty);
    }

    [Test]
    public async Task A_payer_of_another_protocol_finds_it_by_the_alias_that_it_was_told()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("ocpi-session")) with { SessionIdIs = SessionNameKind.Cpo });
        var alias = SessionAlias.ForService(Samples.Cpo, "ocpi-session");

        var found = await FindAsync(gateway, Samples.EmspPartner, new() { AskedBy = Samples.Emsp, SessionId = alias });

        Assert.That(found, Does.StartWith($"{alias} "));
    }

    [Test]
    public async Task A_question_is_journaled_with_its_answer()
    {
        await using var gateway = await WithRecordAsync();

        await FindAsync(gateway, Samples.CpoPartner, new() { AskedBy = Samples.Cpo, SessionId = "hub-4711" });

        using var journal = gateway.Journal();
        var exchange = journal.Exchanges.Single(e => e.Result == ExchangeResult.Answered);
        Assert.That((exchange.Operation, exchange.Answer), Is.EqualTo(("Find", "hub-4711 C-1 E-1")));
    }

    [Test]
    public async Task A_record_is_read_back_by_its_poster_and_its_payer_only()
    {
        var stranger = Samples.NewPartner("stranger", new PartnerRole(Role.EMSP, Samples.OtherEmsp));
        await using var gateway = await WithRecordAsync();

        Assert.That(await gateway.Gateway.ReadBackAsync(Samples.CpoPartner, Samples.Cpo, "hub-4711", CancellationToken.None), Is.EqualTo(Told));
        Assert.That(await gateway.Gateway.ReadBackAsync(Samples.EmspPartner, Samples.Cpo, "hub-4711", CancellationToken.None), Is.EqualTo(Told));
        Assert.That(await gateway.Gateway.ReadBackAsync(stranger, Samples.Cpo, "hub-4711", CancellationToken.None), Is.Null);
        Assert.That(await gateway.Gateway.ReadBackAsync(Samples.CpoPartner, Samples.Cpo, "other", CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task A_record_that_was_rated_is_found_with_its_price_by_its_payer_alone()
    {
        await using var gateway = new GatewayUnderTest();
        var unpriced = Told with { TotalCost = null, Currency = null };
        await gateway.AcceptAsync(Samples.Heard(unpriced));
        var price = new RatedPrice { Tariff = new() { Party = Samples.Cpo, Id = "T-1", Currency = "SEK" }, TotalCost = new() { BeforeTaxes = 9.6m } };
        using (var journal = gateway.Journal())
        {
            journal.Ratings.Add(new RatingRow { ExchangeId = journal.Facts.Single().ExchangeId, Body = CanonicalJson.Write(price), At = gateway.Time.GetUtcNow() });
            journal.SaveChanges();
        }

        var back = await gateway.Gateway.ReadBackAsync(Samples.EmspPartner, Samples.Cpo, "hub-4711", CancellationToken.None);
        Assert.Multiple(async () =>
        {
            Assert.That((back!.TotalCost, back.Currency, back.Remark), Is.EqualTo((price.TotalCost, "SEK", "[*] rated by tariff T-1")));
            Assert.That(await gateway.Gateway.ReadBackAsync(Samples.CpoPartner, Samples.Cpo, "hub-4711", CancellationToken.None), Is.EqualTo(unpriced));
            Assert.That(await CostAsync(gateway, Samples.EmspPartner, Samples.Emsp), Is.EqualTo("9.6 SEK"));
            Assert.That(await CostAsync(gateway, Samples.CpoPartner, Samples.Cpo), Is.EqualTo(" "));
        });
    }

    private static Task<string> CostAsync(GatewayUnderTest gateway, Partner asker, PartyId askedBy) => gateway.Gateway.FindAsync(
        Samples.Said("Find", asker), new() { AskedBy = askedBy, SessionId = "hub-4711" },
        found => new(FormattableString.Invariant($"{found.Records.Single().TotalCost?.BeforeTaxes} {found.Records.Single().Currency}")), CancellationToken.None);

    private static async Task<GatewayUnderTest> WithRecordAsync()
    {
        var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Told));
        return gateway;
    }

    private static Task<string> FindAsync(GatewayUnderTest gateway, Partner asker, FindChargeDetailRecords question) => gateway.Gateway.FindAsync(
        Samples.Said("Find", asker), question,
        found => new(string.Join(';', found.Records.Select(r => $"{r.SessionId} {r.CpoSessionId} {r.EmspSessionId}"))), CancellationToken.None);
}
