using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Questions;

/// <summary>Of which session a CPO's record is that names it by the CPO's own id (translation.md section 3).</summary>
public sealed class SessionMatchTests(JournalProvider provider) : JournalTest(provider)
{
    [Test]
    public async Task The_one_whose_reference_it_names()
    {
        await using var gateway = New();
        await StartAsync(gateway, "REF-1");

        var taken = await gateway.AcceptAsync(Samples.Heard(Samples.Record("CDR-1") with { AuthorizationReference = "REF-1", CdrToken = null })
            with
        { SessionIdIs = SessionNameKind.Cpo });

        Assert.That(((Acceptance.Accepted)taken).Payer, Is.EqualTo(Samples.Emsp));
        Assert.That((gateway.Session().State, gateway.Session().AuthorizationReference), Is.EqualTo((SessionState.CLOSED, "REF-1")));
    }

    [TestCase(-2)]
    [TestCase(15)]
    public async Task The_only_one_of_its_driver_there_and_then(int minutes)
    {
        await using var gateway = New();
        await StartAsync(gateway);

        var taken = await gateway.AcceptAsync(Unnamed(gateway, minutes));

        Assert.That(((Acceptance.Accepted)taken).Payer, Is.EqualTo(Samples.Emsp));
        Assert.That(gateway.Session().State, Is.EqualTo(SessionState.CLOSED));
    }

    [Test]
    public async Task A_contract_is_the_drivers_that_the_directory_has_for_the_card_where_the_eMSP_told_none()
    {
        await using var gateway = New();
        gateway.Directory.Tokens.Add(new() { Party = Samples.Emsp, Uid = Asked.Card, Type = TokenType.RFID, ContractId = "DE-ABC-C1", Valid = true, Whitelist = WhitelistType.NEVER });
        gateway.Protocol.Next(Asked.Allows(contract: null));
        await gateway.AskAsync<TokenAuthorized>(Asked.Authorize() with { CpoSessionId = null });

        var record = Unnamed(gateway, 1);
        var told = ((ChargeDetailRecordIssued)record.Reading.Message!).Record with { CdrToken = new() { ContractId = "DE*ABC*C1" } };
        var taken = await gateway.AcceptAsync(Samples.Heard(told) with { SessionIdIs = SessionNameKind.Cpo });

        Assert.That(((Acceptance.Accepted)taken).Payer, Is.EqualTo(Samples.Emsp));
        Assert.That(gateway.Session().State, Is.EqualTo(SessionState.CLOSED));
    }

    [TestCase(-3)]
    [TestCase(16)]
    public async Task None_that_was_allowed_at_another_time(int minutes)
    {
        await using var gateway = New();
        await StartAsync(gateway);

        await gateway.AcceptAsync(Unnamed(gateway, minutes));

        using var journal = gateway.Journal();
        Assert.That(journal.Sessions.Count(), Is.EqualTo(2));
        Assert.That(gateway.Deliveries().Where(d => d.Message == nameof(ChargeDetailRecordIssued)).Select(d => d.ReasonCode), Has.None.EqualTo("NoSessionMatch"));
    }

    [Test]
    public async Task Which_of_two_nobody_can_tell_so_it_is_held()
    {
        await using var gateway = New();
        await StartAsync(gateway, "REF-1");
        await StartAsync(gateway, "REF-2");

        var record = Unnamed(gateway, 1, party: Samples.Emsp);
        Assert.That(await gateway.AcceptAsync(record), Is.TypeOf<Acceptance.Accepted>());

        var held = gateway.Deliveries().Single(d => d.Message == nameof(ChargeDetailRecordIssued));
        Assert.That((held.State, held.ReasonCode), Is.EqualTo((DeliveryState.Held, "NoSessionMatch")));
        Assert.That(held.Reason, Does.Contain("2 sessions").And.Contain(Asked.Evse));
    }

    /// <summary>A record that doesn't say which session it is about, by an id of its own (OCPI 2.1.1).</summary>
    [TestCase(true)]
    [TestCase(false)]
    public async Task The_one_that_its_CPO_reported_under_another_id(bool allowed)
    {
        await using var gateway = New();
        if (allowed) await StartAsync(gateway);
        await ReportAsync(gateway, "S-1", 1, SessionStatus.ACTIVE);
        await ReportAsync(gateway, "S-1", 1, SessionStatus.COMPLETED);

        await gateway.AcceptAsync(OfNoSession(Unnamed(gateway, 1)));

        Assert.That(gateway.Session().State, Is.EqualTo(SessionState.CLOSED));
        Assert.That(gateway.Session().Names.Where(n => n.Neighbour == Samples.Cpo.Key && n.Kind == SessionNameKind.Cpo).Select(n => n.Value), Is.EqualTo(new[] { "S-1", "CDR-1" }));
    }

    [Test]
    public async Task None_that_its_CPO_reported_to_have_begun_at_another_time()
    {
        await using var gateway = New();
        await StartAsync(gateway);
        await ReportAsync(gateway, "S-1", 1, SessionStatus.COMPLETED);

        await gateway.AcceptAsync(OfNoSession(Unnamed(gateway, 9)));

        using var journal = gateway.Journal();
        Assert.That(journal.Sessions.Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task None_that_has_its_record()
    {
        await using var gateway = New();
        await StartAsync(gateway);
        await ReportAsync(gateway, "S-1", 1, SessionStatus.COMPLETED);
        await gateway.AcceptAsync(OfNoSession(Unnamed(gateway, 1)));

        await gateway.AcceptAsync(OfNoSession(Unnamed(gateway, 1), "CDR-2"));

        using var journal = gateway.Journal();
        Assert.That(journal.Sessions.Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task Of_two_that_were_allowed_the_one_that_began_then()
    {
        await using var gateway = New();
        await StartAsync(gateway, "REF-1");
        await ReportAsync(gateway, "S-1", 1, SessionStatus.COMPLETED, "REF-1");
        await StartAsync(gateway, "REF-2");

        await gateway.AcceptAsync(OfNoSession(Unnamed(gateway, 1)));

        using var journal = gateway.Journal();
        var sessions = journal.Sessions.AsEnumerable().Select(s => (RememberedSession)CanonicalJson.Read(s.Body, typeof(RememberedSession)));
        Assert.That(sessions.Select(s => (s.AuthorizationReference, s.State)), Is.EquivalentTo(new (string?, SessionState?)[] { ("REF-1", SessionState.CLOSED), ("REF-2", SessionState.AUTHORIZED) }));
    }

    /// <summary>OCPI since 2.2 names the EVSE by its CPO's own id; the reference may be left out.</summary>
    [Test]
    public async Task The_only_one_at_the_EVSE_that_its_CPO_names_by_an_id_of_its_own()
    {
        await using var gateway = New();
        gateway.Directory.Put(new Location { Party = Samples.Cpo, Id = "LOC1", Evses = [new() { Uid = "U-1", EvseId = Asked.Evse }] });
        await StartAsync(gateway);

        await ReportAsync(gateway, "S-1", 1, SessionStatus.ACTIVE, uid: "U-1");

        Assert.That((gateway.Session().State, gateway.Session().NameOf(Samples.Cpo.Key, SessionNameKind.Cpo)), Is.EqualTo((SessionState.ACTIVE, "S-1")));
    }

    [Test]
    public async Task A_report_of_one_of_two_that_tells_whose_it_is_waits_for_nobody()
    {
        await using var gateway = New();
        await StartAsync(gateway, "REF-1");
        await StartAsync(gateway, "REF-2");
        await ReportAsync(gateway, "S-1", 1, SessionStatus.ACTIVE, party: Samples.Emsp);
        Assert.That(gateway.Deliveries().Single(d => d.Message == nameof(SessionUpdated)).State, Is.EqualTo(DeliveryState.Owed));
    }

    private static async Task ReportAsync(
        GatewayUnderTest gateway, string id, int minutes, SessionStatus status, string? reference = null, string? uid = null, PartyId? party = null)
    {
        var start = gateway.Time.GetUtcNow().AddMinutes(minutes);
        await gateway.AcceptAsync(Samples.Heard(new Session
        {
            Party = Samples.Cpo,
            Id = id,
            Status = status,
            StartDateTime = start,
            EndDateTime = status == SessionStatus.COMPLETED ? start.AddHours(1) : null,
            LastUpdated = status == SessionStatus.COMPLETED ? start.AddHours(1) : start,
            Kwh = 1,
            AuthorizationReference = reference,
            CdrToken = new() { Party = party, Uid = Asked.Card, Type = TokenType.RFID },
            EvseUid = uid,
            EvseId = uid is null ? Asked.Evse : null,
        }) with
        { SessionIdIs = SessionNameKind.Cpo });
    }

    private static HeardFact OfNoSession(HeardFact fact, string id = "CDR-1")
    {
        var record = ((ChargeDetailRecordIssued)fact.Reading.Message!).Record with { Id = id, SessionId = null };
        return Samples.Heard(record) with { SessionIdIs = SessionNameKind.Cpo };
    }

    private static GatewayUnderTest New()
    {
        var gateway = new GatewayUnderTest();
        gateway.Protocol.Otherwise = (_, _) => Task.FromResult(Asked.Takes() with { Reply = new CommandAnswered { Result = CommandResult.ACCEPTED } });
        return gateway;
    }

    private static async Task StartAsync(GatewayUnderTest gateway, string reference = "M-1")
    {
        var token = new Token { Party = Samples.Emsp, Uid = Asked.Card, Type = TokenType.RFID, ContractId = "DE-ABC-C1" };
        var (_, afterwards) = await gateway.CommandAsync(Asked.Start() with { Token = token, EmspSessionId = reference });
        await afterwards!();
    }

    /// <summary>A record without a reference.</summary>
    /// <param name="minutes">From now, when the session was allowed, to the start that it tells.</param>
    private static HeardFact Unnamed(GatewayUnderTest gateway, int minutes, PartyId? party = null)
    {
        var start = gateway.Time.GetUtcNow().AddMinutes(minutes);
        return Samples.Heard(Samples.Record("CDR-1") with
        {
            StartDateTime = start,
            EndDateTime = start.AddHours(1),
            CdrToken = new() { Party = party, Uid = Asked.Card, Type = TokenType.RFID },
            CdrLocation = new() { EvseId = Asked.Evse },
        }) with
        { SessionIdIs = SessionNameKind.Cpo };
    }
}
