using System.Net;

namespace ProtocolGateway.Acceptance;

/// <summary>What an answer of a partner means for the delivery (translation.md section 11). Each case has a partner of its own.</summary>
internal sealed class A_partner_that_misbehaves : Journey
{
    private static readonly string[] OcpiParties = [.. Enumerable.Range(0, 26).Select(n => $"DE*P{n:00}")];
    private static readonly string[] EmipParties = [.. Enumerable.Range(0, 12).Select(n => $"FR*P{n:00}")];
    private readonly Dictionary<string, OcpiEmspStandIn> ocpi = OcpiParties.ToDictionary(p => p, _ => new OcpiEmspStandIn());
    private readonly Dictionary<string, EmipEmspStandIn> emip = EmipParties.ToDictionary(p => p, _ => new EmipEmspStandIn());
    private int nextOcpi = -1;
    private int nextEmip = -1;

    private OcpiCpoClient Cpo => new(Gateway.Partners, GatewaySettings.InboundToken(Story.OcpiCpo));

    protected override GatewaySettings Settings()
    {
        var settings = new GatewaySettings().EmipCpo(Story.EmipCpo, "FR*798").OcpiCpo(Story.OcpiCpo, "BE*BEC").Agreement();
        foreach (var (party, standIn) in ocpi) settings.OcpiEmsp(Id(party), party, standIn);
        foreach (var (party, standIn) in emip) settings.EmipEmsp(Id(party), party, standIn);
        return settings;
    }

    protected override async Task BeforeAsync()
    {
        foreach (var standIn in ocpi.Values.Cast<StandInPartner>().Concat(emip.Values)) await standIn.StartAsync();
    }

    protected override async Task AfterStartAsync()
    {
        var import = await ImportAsync("locations", Story.EmipCpo, OcpiRecord.Location());
        Assert.That(import.ExitCode, Is.Zero, import.ToString());
    }

    protected override async Task AfterAsync()
    {
        foreach (var standIn in ocpi.Values.Cast<StandInPartner>().Concat(emip.Values)) await standIn.DisposeAsync();
    }

    private static IEnumerable<TestCaseData> Passing()
    {
        static TestCaseData Case(string name, Behaviour behaviour) => new TestCaseData(behaviour).SetArgDisplayNames(name);
        yield return Case("HTTP 500", Behaviour.Http(HttpStatusCode.InternalServerError));
        yield return Case("HTTP 503", Behaviour.Http(HttpStatusCode.ServiceUnavailable));
        yield return Case("HTTP 408", Behaviour.Http(HttpStatusCode.RequestTimeout));
        yield return Case("OCPI 3000", Behaviour.Code(3000));
        yield return Case("OCPI 4002", Behaviour.Code(4002));
    }

    [TestCaseSource(nameof(Passing))]
    public async Task Is_tried_again_with_the_same_record(Behaviour behaviour)
    {
        var (party, standIn) = TakeOcpi();
        standIn.Next(behaviour);
        var session = await SendAsync(party);
        await standIn.UntilTakenAsync(Story.AtOcpi(session));
        var delivery = await Gateway.Operators.UntilAsync(session, "Delivered");
        var sendings = standIn.SendingsOf(Story.AtOcpi(session));
        Assert.Multiple(() =>
        {
            Assert.That(delivery.Attempts, Is.EqualTo(2));
            Assert.That(sendings, Has.Count.EqualTo(2));
            Assert.That(sendings[1].Text, Is.EqualTo(sendings[0].Text));
            Assert.That(sendings[1].Header("X-Request-ID"), Is.Not.EqualTo(sendings[0].Header("X-Request-ID")));
        });
    }

    private static IEnumerable<TestCaseData> Doubtful()
    {
        static TestCaseData Case(string name, Behaviour behaviour) => new TestCaseData(behaviour).SetArgDisplayNames(name);
        yield return Case("HTML", Behaviour.Html);
        yield return Case("success with garbage", Behaviour.Garbage);
        yield return Case("the connection dropped after the body, taken", Behaviour.DropsAfterTaking);
        yield return Case("the connection dropped after the body, lost", Behaviour.DropsUntaken);
    }

    [TestCaseSource(nameof(Doubtful))]
    public async Task Leaves_a_doubt_that_a_repeat_with_the_same_id_settles(Behaviour behaviour)
    {
        var (party, standIn) = TakeOcpi();
        standIn.Next(behaviour);
        var session = await SendAsync(party);
        var delivery = await Gateway.Operators.UntilAsync(session, "Delivered");
        var history = (await Gateway.Operators.DeliveryAsync(delivery.Id))["history"]!.ToJsonString();
        Assert.Multiple(() =>
        {
            Assert.That(history, Does.Contain("InDoubt"));
            Assert.That(standIn.Taken.Keys, Is.EqualTo(new[] { Story.AtOcpi(session) }));
        });
    }

    [Test]
    public async Task Or_answers_a_repeat_by_a_refusal_has_it_nevertheless()
    {
        var (party, standIn) = TakeOcpi(refusesRepeats: true);
        standIn.Next(Behaviour.DropsAfterTaking);
        var session = await SendAsync(party);
        await Gateway.Operators.UntilAsync(session, "Delivered");
        Assert.That(standIn.Taken.Keys, Is.EqualTo(new[] { Story.AtOcpi(session) }));
    }

    private static IEnumerable<TestCaseData> Refusing()
    {
        static TestCaseData Case(string name, Behaviour behaviour) => new TestCaseData(behaviour).SetArgDisplayNames(name);
        yield return Case("OCPI 2001", Behaviour.Code(2001));
        yield return Case("OCPI 2004", Behaviour.Code(2004));
        yield return Case("HTTP 400", Behaviour.Http(HttpStatusCode.BadRequest));
        yield return Case("HTTP 404", Behaviour.Http(HttpStatusCode.NotFound));
        yield return Case("HTTP 302", Behaviour.Http(HttpStatusCode.Found));
    }

    [TestCaseSource(nameof(Refusing))]
    public async Task And_refuses_is_not_asked_again_but_a_person_is_told(Behaviour behaviour)
    {
        var (party, standIn) = TakeOcpi();
        standIn.Next(behaviour);
        var session = await SendAsync(party);
        await Gateway.Operators.UntilAsync(session, "Refused");
        var findings = await Gateway.Operators.FindingsAsync();
        Assert.Multiple(() =>
        {
            Assert.That(standIn.SendingsOf(Story.AtOcpi(session)), Has.Count.EqualTo(1));
            Assert.That(findings.Select(f => f.ToJsonString()), Has.Some.Contains(session));
        });
    }

    [Test]
    public async Task And_refused_is_said_again_when_an_operator_wants_it()
    {
        var (party, standIn) = TakeOcpi();
        standIn.Next(Behaviour.Code(2001));
        var session = await SendAsync(party);
        var refused = await Gateway.Operators.UntilAsync(session, "Refused");
        using var retried = await Gateway.Operators.RetryAsync(refused.Id);
        Assert.That(retried.IsSuccessStatusCode, $"{retried}");
        await standIn.UntilTakenAsync(Story.AtOcpi(session));
        await Gateway.Operators.UntilAsync(session, "Delivered");
    }

    [Test]
    public async Task And_asks_for_patience_is_left_alone_for_so_long()
    {
        var (party, standIn) = TakeOcpi();
        standIn.Next(Behaviour.Http(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(3)));
        var session = await SendAsync(party);
        await standIn.UntilTakenAsync(Story.AtOcpi(session));
        var sendings = standIn.SendingsOf(Story.AtOcpi(session));
        Assert.That(sendings[1].At - sendings[0].At, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(2.9)));
    }

    [Test]
    public async Task And_knows_us_no_longer_is_paused()
    {
        var (party, standIn) = TakeOcpi();
        var before = await StateOfAsync(party);
        standIn.Next(Behaviour.Http(HttpStatusCode.Unauthorized));
        var session = await SendAsync(party);
        await Eventually.TrueAsync(async () => await StateOfAsync(party) != before, $"{party} is not '{before}' any more");
        await SendAsync(party);
        // Another partner's delivery comes and goes meanwhile.
        var (other, healthy) = TakeOcpi();
        await healthy.UntilTakenAsync(Story.AtOcpi(await SendAsync(other)));
        Assert.Multiple(() =>
        {
            Assert.That(standIn.Sendings, Has.Count.EqualTo(1));
            Assert.That(standIn.Taken, Is.Empty);
        });
        await Gateway.Operators.UntilAsync(session, "Owed");
    }

    [Test]
    public async Task Or_is_down_gets_everything_when_it_is_back()
    {
        var (party, standIn) = TakeOcpi();
        await standIn.StopAsync();
        var sessions = new[] { await SendAsync(party), await SendAsync(party), await SendAsync(party) };
        foreach (var session in sessions)
            await Eventually.TrueAsync(
                async () => (await Gateway.Operators.DeliveriesOfAsync(session)) is [{ State: "Owed", Attempts: > 0 }],
                "tried, and still owed");
        await standIn.StartAsync();
        foreach (var session in sessions) await standIn.UntilTakenAsync(Story.AtOcpi(session), TimeSpan.FromSeconds(30));
    }

    [Test]
    public async Task Or_is_silent_or_slow_holds_up_only_itself()
    {
        var (party, silent) = TakeOcpi();
        var (otherParty, slow) = TakeOcpi();
        var (lastParty, healthy) = TakeOcpi();
        silent.Otherwise = Behaviour.Hangs;
        slow.Otherwise = Behaviour.Slow(TimeSpan.FromSeconds(2));
        for (var n = 0; n < 10; n++) await SendAsync(party);
        var late = await SendAsync(otherParty);
        var session = await SendAsync(lastParty);
        await healthy.UntilTakenAsync(Story.AtOcpi(session), TimeSpan.FromSeconds(2));
        await slow.UntilTakenAsync(Story.AtOcpi(late));
        await Gateway.Operators.UntilAsync(late, "Delivered");
        Assert.That(slow.SendingsOf(Story.AtOcpi(late)), Has.Count.EqualTo(1));
    }

    private static IEnumerable<TestCaseData> Emips()
    {
        static TestCaseData Case(string name, Behaviour behaviour, string state, int sendings) =>
            new TestCaseData(behaviour, state, sendings).SetArgDisplayNames(name);
        const string Soap = "application/soap+xml; charset=utf-8";
        yield return Case("a warning", Behaviour.Code(5), "Delivered", 1);
        yield return Case("10701", Behaviour.Code(10701), "Refused", 1);
        yield return Case("10507", Behaviour.Code(10507), "Refused", 1);
        yield return Case("203", Behaviour.Code(203), "Refused", 1);
        yield return Case("-9999993", Behaviour.Code(-9999993), "Refused", 1);
        yield return Case("10504", Behaviour.Code(10504), "Delivered", 2);
        yield return Case("Receiver fault", Behaviour.Answers(500, EmipMessage.Fault("Receiver", "later"), Soap), "Delivered", 2);
        yield return Case("Sender fault", Behaviour.Answers(400, EmipMessage.Fault("Sender", "never"), Soap), "Refused", 1);
        yield return Case("HTTP 503", Behaviour.Http(HttpStatusCode.ServiceUnavailable), "Delivered", 2);
        // Taken, in doubt, said again, 10701 to our own repeat: it has it.
        yield return Case("the connection dropped after the body", Behaviour.DropsAfterTaking, "Delivered", 2);
        yield return Case("HTML", Behaviour.Html, "Delivered", 2);
    }

    [TestCaseSource(nameof(Emips))]
    public async Task Or_speaks_eMIP(Behaviour behaviour, string state, int sendings)
    {
        var party = EmipParties[Interlocked.Increment(ref nextEmip)];
        var standIn = emip[party];
        standIn.Next(behaviour);
        var record = OcpiRecord.ChargeDetailRecord(NewId());
        record["cdr_token"]!["country_code"] = "FR";
        record["cdr_token"]!["party_id"] = party[3..];
        Assert.That((await Cpo.PostAsync(record)).StatusCode, Is.EqualTo(1000));
        await Gateway.Operators.UntilAsync(record["id"]!.ToString(), state);
        var all = standIn.Sendings;
        Assert.Multiple(() =>
        {
            Assert.That(all, Has.Count.EqualTo(sendings));
            Assert.That(all.Select(s => EmipMessage.Read(s.Body.Span).Value("transactionId")).Distinct().Count(), Is.EqualTo(1));
        });
    }

    private async Task<string> SendAsync(string party)
    {
        var record = new EmipRecord { ServiceSessionId = NewId(), SalePartnerOperatorId = party, UserContractIdAlias = $"{party}-C1" };
        Assert.That((await Emip.SendAsync(record)).RequestStatus, Is.EqualTo("1"));
        return record.ServiceSessionId;
    }

    private (string Party, OcpiEmspStandIn StandIn) TakeOcpi(bool refusesRepeats = false)
    {
        var party = OcpiParties[Interlocked.Increment(ref nextOcpi)];
        ocpi[party].RefusesRepeats = refusesRepeats;
        return (party, ocpi[party]);
    }

    private async Task<string> StateOfAsync(string party) =>
        (await Gateway.Operators.PartnersAsync()).Single(p => p["id"]!.ToString() == Id(party))["state"]!.ToString();

    private static string Id(string party) => party.Replace("*", "-", StringComparison.Ordinal).ToLowerInvariant();
}
