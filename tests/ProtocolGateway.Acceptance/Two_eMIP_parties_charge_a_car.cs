namespace ProtocolGateway.Acceptance;

/// <summary>Every life cycle of emip.md section 6 between an eMIP CPO and an eMIP eMSP, with the gateway as their hub.</summary>
internal sealed class Two_eMIP_parties_charge_a_car : Journey
{
    private readonly EmipPartnerStandIn cpo = new(), emsp = new(), other = new();
    private readonly EmipCalls asCpo = new("FR*798", "FR*798"), asEmsp = new("FR*MSP", "FR*MSP"), asOther = new("FR*OTH", "FR*OTH");

    protected override async Task BeforeAsync()
    {
        emsp.On("GetServiceAuthorisation", ("authorisationValue", "1"), ("partnerServiceSessionId", "M-1"), ("intermediateCDRRequested", "1"),
            ("userContractIdAlias", "FR-MSP-C00000001"), ("requestStatus", "1"));
        cpo.On("SetServiceAuthorisation", ("partnerServiceSessionId", "E-1"), ("requestStatus", "1"));
        await cpo.StartAsync();
        await emsp.StartAsync();
        await other.StartAsync();
    }

    protected override GatewaySettings Settings() => new GatewaySettings()
        .Emip("cpo", "FR*798", cpo.Url, ("CPO", "FR*798"))
        .Emip("emsp", "FR*MSP", emsp.Url, ("EMSP", "FR*MSP"))
        .Emip("other", "FR*OTH", other.Url, ("CPO", "FR*OTH"), ("EMSP", "FR*OTH"))
        .Agreement("FR*798", "FR*MSP", ("AskUnknownTokens", "true"));

    protected override async Task AfterAsync()
    {
        await cpo.DisposeAsync();
        await emsp.DisposeAsync();
        await other.DisposeAsync();
    }

    [Test]
    public async Task A_card_is_shown_and_the_session_goes_through_to_its_record()
    {
        var calls = asCpo with { UserId = NewCard(), Evse = "FR*798*ECARD*1" };
        var allowed = await Emip.SendAsync(calls.Authorise(NewId(), own: "E-7"));
        Valid(allowed);
        var session = allowed.Message!.Value("serviceSessionId")!;
        Assert.Multiple(() =>
        {
            Assert.That(allowed.RequestStatus, Is.EqualTo("1"), allowed.ToString());
            Assert.That(allowed.Message.Value("authorisationValue"), Is.EqualTo("1"));
            Assert.That(allowed.Message.Value("salePartnerOperatorId"), Is.EqualTo("FR*MSP"));
            Assert.That(allowed.Message.Value("intermediateCDRRequested"), Is.EqualTo("1"));
            Assert.That(allowed.Message.Value("userContractIdAlias"), Is.EqualTo("FR-MSP-C00000001"));
        });
        var asked = await emsp.UntilHeardAsync("GetServiceAuthorisation", m => m.Value("serviceSessionId") == session);
        Assert.That(asked.Value("operatorId"), Is.EqualTo("FR*798"));
        Assert.That(asked.Value("targetOperatorId"), Is.EqualTo("FR*MSP"));

        Assert.That((await Emip.SendAsync(asCpo.Report(NewId(), session, "3", "2024-06-12T08:00:10.250Z", own: "E-7"))).RequestStatus, Is.EqualTo("1"));
        var started = await emsp.UntilHeardAsync("SetSessionEventReport", m => m.Value("serviceSessionId") == session);
        Assert.Multiple(() =>
        {
            Assert.That(started.Value("sessionEvent/sessionEventNature"), Is.EqualTo("3"));
            Assert.That(started.Value("sessionEvent/sessionEventDateTime"), Is.EqualTo("2024-06-12T08:00:10.250Z"));
            Assert.That(started.Value("salePartnerSessionId"), Is.EqualTo("M-1"));
        });

        var record = new EmipRecord
        {
            ServiceSessionId = session,
            ExecPartnerSessionId = "E-7",
            EvseId = calls.Evse,
            UserId = calls.UserId,
            SalePartnerOperatorId = null,
        };
        Assert.That((await Emip.SendAsync(record with { Nature = "2", TransactionId = NewId() })).RequestStatus, Is.EqualTo("1"));
        var reading = await emsp.UntilHeardAsync("SetChargeDetailRecord", m => m.Value("chargeDetailRecord/CDRNature") == "2" && IsOf(m, session));
        Assert.That(reading.Value("chargeDetailRecord/salePartnerSessionId"), Is.EqualTo("M-1"));

        var taken = await Emip.SendAsync(record);
        Assert.That(taken.Message!.Value("salePartnerOperatorId"), Is.EqualTo("FR*MSP"), taken.ToString());
        var final = await emsp.UntilHeardAsync("SetChargeDetailRecord", m => m.Value("chargeDetailRecord/CDRNature") == "1" && IsOf(m, session));
        Assert.Multiple(() =>
        {
            Assert.That(final.Value("chargeDetailRecord/salePartnerOperatorId"), Is.EqualTo("FR*MSP"));
            Assert.That(final.Value("chargeDetailRecord/salePartnerSessionId"), Is.EqualTo("M-1"));
            Assert.That(final.Value("chargeDetailRecord/userContractIdAlias"), Is.EqualTo("FR-MSP-C00000001"));
            Assert.That(final.Value("chargeDetailRecord/execPartnerSessionId"), Is.EqualTo("E-7"));
        });
    }

    [Test]
    public async Task A_session_is_started_and_stopped_from_afar()
    {
        var calls = asEmsp with { UserId = NewCard(), Evse = "FR*798*EFAR*1" };
        var started = await Emip.SendAsync(calls.Start(NewId(), own: "M-9"));
        Valid(started);
        var session = started.Message!.Value("serviceSessionId")!;
        Assert.That(started.RequestStatus, Is.EqualTo("1"), started.ToString());
        Assert.That(started.Message.Value("execPartnerOperatorId"), Is.EqualTo("FR*798"));
        var start = await cpo.UntilHeardAsync("SetServiceAuthorisation", m => m.Value("serviceSessionId") == session);
        Assert.That(start.Value("authorisationValue"), Is.EqualTo("1"));

        foreach (var nature in (string[])["2", "3", "1", "0"])
        {
            var acted = await Emip.SendAsync(asEmsp.Act(NewId(), session, nature, $"A-{nature}", "M-9"));
            Valid(acted);
            Assert.That(acted.RequestStatus, Is.EqualTo("1"), acted.ToString());
            Assert.That(acted.Message!.Value("sessionActionId"), Is.EqualTo($"A-{nature}"));
            var action = await cpo.UntilHeardAsync("SetSessionActionRequest", m => m.Value("sessionAction/sessionActionId") == $"A-{nature}");
            Assert.Multiple(() =>
            {
                Assert.That(action.Value("serviceSessionId"), Is.EqualTo(session));
                Assert.That(action.Value("execPartnerSessionId"), Is.EqualTo("E-1"));
                Assert.That(action.Value("sessionAction/sessionActionNature"), Is.EqualTo(nature));
                Assert.That(action.Value("sessionAction/sessionActionDateTime"), Is.EqualTo("2024-06-12T08:10:00.125Z"));
            });
        }

        await Emip.SendAsync(asCpo.Report(NewId(), session, "1", "2024-06-12T09:30:00.000Z", "EV-1", "E-1", "A-1"));
        var ended = await emsp.UntilHeardAsync("SetSessionEventReport", m => m.Value("serviceSessionId") == session);
        Assert.That(ended.Value("sessionEvent/relatedSessionActionId"), Is.EqualTo("A-1"));
        Assert.That(ended.Value("salePartnerSessionId"), Is.EqualTo("M-9"));
    }

    [Test]
    public async Task A_card_shown_again_is_a_stop_and_nobody_is_asked()
    {
        var calls = asCpo with { UserId = NewCard(), Evse = "FR*798*EAGAIN*1" };
        var first = await Emip.SendAsync(calls.Authorise(NewId()));
        var before = emsp.Heard("GetServiceAuthorisation").Count;
        var second = await Emip.SendAsync(calls.Authorise(NewId()));
        Assert.Multiple(() =>
        {
            Assert.That(second.Message!.Value("serviceSessionId"), Is.EqualTo(first.Message!.Value("serviceSessionId")), second.ToString());
            Assert.That(second.Message.Value("authorisationValue"), Is.EqualTo("1"));
            Assert.That(second.Message.Value("salePartnerOperatorId"), Is.EqualTo("FR*MSP"));
            Assert.That(emsp.Heard("GetServiceAuthorisation"), Has.Count.EqualTo(before));
        });
    }

    [Test]
    public async Task The_same_transaction_is_answered_the_same_and_done_once()
    {
        var (transaction, calls) = (NewId(), asEmsp with { UserId = NewCard(), Evse = "FR*798*EONCE*1" });
        var first = await Emip.SendAsync(calls.Start(transaction, own: "M-3"));
        var again = await Emip.SendAsync(calls.Start(transaction, own: "M-3"));
        Assert.That(again.Body, Is.EqualTo(first.Body));
        Assert.That(cpo.Heard("SetServiceAuthorisation").Count(m => m.Value("EVSEId") == calls.Evse), Is.EqualTo(1));
    }

    [Test]
    public async Task The_value_2_stops_the_callers_own_session_and_never_starts_one()
    {
        var calls = asEmsp with { UserId = NewCard(), Evse = "FR*798*EVALUE*1" };
        Assert.That((await Emip.SendAsync(calls.Start(NewId(), "2"))).RequestStatus, Is.EqualTo("10501"));
        var started = await Emip.SendAsync(calls.Start(NewId()));
        var stopped = await Emip.SendAsync(calls.Start(NewId(), "Stop"));
        var session = started.Message!.Value("serviceSessionId");
        Assert.That(stopped.RequestStatus, Is.EqualTo("1"), stopped.ToString());
        var action = await cpo.UntilHeardAsync("SetSessionActionRequest", m => m.Value("serviceSessionId") == session);
        Assert.That(action.Value("sessionAction/sessionActionNature"), Is.EqualTo("1"));
        Assert.That(cpo.Heard("SetServiceAuthorisation").Count(m => m.Value("EVSEId") == calls.Evse), Is.EqualTo(1));
    }

    [Test]
    public async Task Nobody_touches_a_foreign_session()
    {
        var started = await Emip.SendAsync((asEmsp with { UserId = NewCard(), Evse = "FR*798*EMINE*1" }).Start(NewId()));
        var session = started.Message!.Value("serviceSessionId")!;
        var act = await Emip.SendAsync(asOther.Act(NewId(), session));
        var report = await Emip.SendAsync(asOther.Report(NewId(), session, "1", "2024-06-12T09:30:00Z"));
        var byCpo = await Emip.SendAsync(asCpo.Act(NewId(), session));
        var stop = await Emip.SendAsync((asOther with { Evse = "FR*798*EMINE*1" }).Start(NewId(), "2"));
        var record = await Emip.SendAsync(new EmipRecord
        {
            PartnerId = "FR*OTH",
            OperatorId = "FR*OTH",
            ExecPartnerOperatorId = "FR*OTH",
            ServiceSessionId = session,
            SalePartnerOperatorId = null,
        });
        var find = await Emip.SendAsync(EmipEnvelope.GetChargeDetailRecord("FR*OTH", "FR*OTH", session));
        Assert.Multiple(() =>
        {
            Assert.That(act.RequestStatus, Is.EqualTo("10508"), act.ToString());
            Assert.That(report.RequestStatus, Is.EqualTo("10508"), report.ToString());
            Assert.That(byCpo.RequestStatus, Is.EqualTo("10503"), byCpo.ToString());
            Assert.That(stop.RequestStatus, Is.EqualTo("10501"), stop.ToString());
            Assert.That(record.RequestStatus, Is.EqualTo("10508"), record.ToString());
            Assert.That(find.RequestStatus, Is.EqualTo("10501"), find.ToString());
            Assert.That(cpo.Heard("SetSessionActionRequest").Count(m => m.Value("serviceSessionId") == session), Is.Zero);
        });
        foreach (var answer in (EmipAnswer[])[act, report, byCpo, stop, record]) Valid(answer);
    }

    [Test]
    public async Task What_nobody_knows_is_refused_in_eMIPs_own_codes()
    {
        var unknownSession = await Emip.SendAsync(asEmsp.Act(NewId(), "S-NOBODY"));
        var unknownReport = await Emip.SendAsync(asCpo.Report(NewId(), "S-NOBODY", "3", "2024-06-12T08:00:00Z"));
        var noCpo = await Emip.SendAsync((asEmsp with { Evse = "XX*999*E1" }).Start(NewId()));
        var noAgreement = await Emip.SendAsync(asOther.Start(NewId()));
        var noEmsp = await Emip.SendAsync((asOther with { UserId = NewCard() }).Authorise(NewId()));
        Assert.Multiple(() =>
        {
            Assert.That(unknownSession.RequestStatus, Is.EqualTo("10501"));
            Assert.That(unknownReport.RequestStatus, Is.EqualTo("10501"));
            Assert.That(noCpo.RequestStatus, Is.EqualTo("201"));
            Assert.That(noAgreement.RequestStatus, Is.EqualTo("202"));
            Assert.That(noEmsp.RequestStatus, Is.EqualTo("203"));
            Assert.That(noEmsp.Message!.Value("authorisationValue"), Is.EqualTo("2"));
            Assert.That(noEmsp.Message.Value("serviceSessionId"), Is.Not.Null.And.Not.Empty);
            Assert.That(noEmsp.Message.Value("intermediateCDRRequested"), Is.EqualTo("0"));
        });
        foreach (var answer in (EmipAnswer[])[unknownSession, unknownReport, noCpo, noAgreement, noEmsp]) Valid(answer);
    }

    [TestCase("205", "205")]
    [TestCase("206", "206")]
    [TestCase("10201", "10201")]
    [TestCase("-9999993", "10201")]
    [TestCase("10207", "10207")]
    public async Task A_CPOs_refusal_reaches_the_eMSP(string said, string told)
    {
        var evse = $"FR*798*EREF*{said.Trim('-')}";
        cpo.On("SetServiceAuthorisation", m => m.Value("EVSEId") == evse ? [("requestStatus", said)] : [("partnerServiceSessionId", "E-1"), ("requestStatus", "1")]);
        var answer = await Emip.SendAsync((asEmsp with { UserId = NewCard(), Evse = evse }).Start(NewId()));
        Assert.That(answer.RequestStatus, Is.EqualTo(told), answer.ToString());
        Valid(answer);
    }

    [Test]
    public async Task What_was_asked_and_answered_stands_in_the_journal()
    {
        var calls = asCpo with { UserId = NewCard(), Evse = "FR*798*EJOUR*1" };
        await Emip.SendAsync(calls.Authorise(NewId()));
        var requests = emsp.RequestsOf("GetServiceAuthorisation");
        Assert.That(requests, Is.Not.Empty);
        foreach (var request in requests) Assert.That(SchemaOracle.EmipFaults(request.Text), Is.Empty, request.Text);
    }

    private static void Valid(EmipAnswer answer) => Assert.That(SchemaOracle.EmipFaults(answer.Body), Is.Empty, answer.ToString());

    private static bool IsOf(EmipMessage message, string session) => message.Value("chargeDetailRecord/serviceSessionId") == session;

    private static string NewCard() => Guid.NewGuid().ToString("N")[..14].ToUpperInvariant();
}
