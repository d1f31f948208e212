namespace ProtocolGateway.Acceptance;

/// <summary>
/// The life cycles of emip.md section 6 with hubs on either side: hub A reaches the eMSP FR*XYZ, hub B the CPO FR*HCP. Each hub
/// knows a session by its own id, and nobody is told another's.
/// </summary>
internal sealed class eMIP_hubs_reach_each_other_through_the_gateway : Journey
{
    private readonly EmipPartnerStandIn cpo = new(), emsp = new(), hubA = new(), hubB = new();
    private readonly EmipCalls asCpo = new("FR*798", "FR*798") { UserIdType = "EMP-SPEC", UserId = "FR-XYZ-C00000001" };

    protected override async Task BeforeAsync()
    {
        emsp.On("GetServiceAuthorisation", ("authorisationValue", "1"), ("partnerServiceSessionId", "M-1"), ("intermediateCDRRequested", "0"), ("requestStatus", "1"));
        cpo.On("SetServiceAuthorisation", ("partnerServiceSessionId", "E-1"), ("requestStatus", "1"));
        hubA.On("GetServiceAuthorisation", m => [
            ("salePartnerOperatorIdType", "eMI3"), ("salePartnerOperatorId", "FR*XYZ"), ("authorisationValue", "1"),
            ("serviceSessionId", $"A-{m.Value("EVSEId")}"), ("intermediateCDRRequested", "1"), ("requestStatus", "1")]);
        hubB.On("SetServiceAuthorisation", m => [
            ("requestStatus", "1"), ("serviceSessionId", $"B-{m.Value("EVSEId")}"), ("execPartnerOperatorIdType", "eMI3"), ("execPartnerOperatorId", "FR*HCP")]);
        hubB.On("SetSessionActionRequest", m => [
            ("serviceSessionId", m.Value("serviceSessionId")!), ("sessionActionId", m.Value("sessionAction/sessionActionId")!), ("requestStatus", "1")]);
        foreach (var each in (EmipPartnerStandIn[])[cpo, emsp, hubA, hubB]) await each.StartAsync();
    }

    protected override GatewaySettings Settings()
    {
        var settings = new GatewaySettings()
            .Emip("cpo", "FR*798", cpo.Url, ("CPO", "FR*798"))
            .Emip("emsp", "FR*MSP", emsp.Url, ("EMSP", "FR*MSP"))
            .Emip("hub-a", "FR*107", hubA.Url, ("HUB", "FR*107")).Reaches("hub-a", ("EMSP", "FR*XYZ"))
            .Emip("hub-b", "FR*207", hubB.Url, ("HUB", "FR*207")).Reaches("hub-b", ("CPO", "FR*HCP"))
            .Agreement();
        return settings;
    }

    protected override async Task AfterAsync()
    {
        foreach (var each in (EmipPartnerStandIn[])[cpo, emsp, hubA, hubB]) await each.DisposeAsync();
    }

    [Test]
    public async Task A_CPO_charges_the_driver_of_an_eMSP_behind_a_hub()
    {
        var calls = asCpo with { Evse = "FR*798*EHUBA*1" };
        var allowed = await Emip.SendAsync(calls.Authorise(NewId(), own: "E-5"));
        var (ours, hubs) = (allowed.Message!.Value("serviceSessionId")!, $"A-{calls.Evse}");
        Assert.That(allowed.Message.Value("salePartnerOperatorId"), Is.EqualTo("FR*XYZ"), allowed.ToString());
        Assert.That(ours, Is.Not.EqualTo(hubs));
        var asked = await hubA.UntilHeardAsync("GetServiceAuthorisation", m => m.Value("EVSEId") == calls.Evse);
        Assert.Multiple(() =>
        {
            Assert.That(asked.Operation, Is.EqualTo("eMIP_ToIOP_GetServiceAuthorisationRequest"));
            Assert.That(asked.Value("partnerId"), Is.EqualTo("FR*GTW"));
            Assert.That(asked.Value("operatorId"), Is.EqualTo("FR*798"));
            Assert.That(asked.Value("partnerServiceSessionId"), Is.EqualTo("E-5"));
        });

        await Emip.SendAsync(asCpo.Report(NewId(), ours, "3", "2024-06-12T08:00:00Z", own: "E-5"));
        var started = await hubA.UntilHeardAsync("SetSessionEventReport");
        Assert.That(started.Operation, Is.EqualTo("eMIP_ToIOP_SetSessionEventReportRequest"));
        Assert.That(started.Value("serviceSessionId"), Is.EqualTo(hubs));
        Assert.That(started.Value("execPartnerSessionId"), Is.EqualTo("E-5"));

        var stop = new EmipCalls("FR*107", "FR*XYZ", "FR*798").Act(NewId(), hubs, own: "E-5");
        var stopped = await Emip.SendAsync(stop);
        Valid(stopped);
        Assert.That(stopped.RequestStatus, Is.EqualTo("1"), stopped.ToString());
        Assert.That((await cpo.UntilHeardAsync("SetSessionActionRequest")).Value("serviceSessionId"), Is.EqualTo(ours));

        var record = new EmipRecord { ServiceSessionId = ours, ExecPartnerSessionId = "E-5", EvseId = calls.Evse, SalePartnerOperatorId = null };
        Assert.That((await Emip.SendAsync(record)).Message!.Value("salePartnerOperatorId"), Is.EqualTo("FR*XYZ"));
        var got = await hubA.UntilHeardAsync("SetChargeDetailRecord");
        Assert.Multiple(() =>
        {
            Assert.That(got.Operation, Is.EqualTo("eMIP_ToIOP_SetChargeDetailRecordRequest"));
            Assert.That(got.Value("chargeDetailRecord/serviceSessionId"), Is.EqualTo(hubs));
            Assert.That(got.Value("chargeDetailRecord/salePartnerOperatorId"), Is.EqualTo("FR*XYZ"));
        });
    }

    [Test]
    public async Task An_eMSP_starts_at_a_CPO_behind_a_hub()
    {
        var evse = "FR*HCP*EHUBB*1";
        var calls = new EmipCalls("FR*MSP", "FR*MSP") { Evse = evse };
        var started = await Emip.SendAsync(calls.Start(NewId(), own: "M-7"));
        var (ours, hubs) = (started.Message!.Value("serviceSessionId")!, $"B-{evse}");
        Assert.That(started.RequestStatus, Is.EqualTo("1"), started.ToString());
        Assert.That(started.Message.Value("execPartnerOperatorId"), Is.EqualTo("FR*HCP"));
        var asked = await hubB.UntilHeardAsync("SetServiceAuthorisation", m => m.Value("EVSEId") == evse);
        Assert.That(asked.Operation, Is.EqualTo("eMIP_ToIOP_SetServiceAuthorisationRequest"));
        Assert.That(asked.Value("operatorId"), Is.EqualTo("FR*MSP"));

        var acted = await Emip.SendAsync(new EmipCalls("FR*MSP", "FR*MSP").Act(NewId(), ours));
        Assert.That(acted.RequestStatus, Is.EqualTo("1"), acted.ToString());
        Assert.That((await hubB.UntilHeardAsync("SetSessionActionRequest")).Value("serviceSessionId"), Is.EqualTo(hubs));

        var asHub = new EmipCalls("FR*207", "FR*HCP", "FR*MSP");
        var reported = await Emip.SendAsync(asHub.Report(NewId(), hubs, "3", "2024-06-12T08:00:00Z", own: "M-7"));
        Valid(reported);
        Assert.That(reported.RequestStatus, Is.EqualTo("1"), reported.ToString());
        var told = await emsp.UntilHeardAsync("SetSessionEventReport", m => m.Value("serviceSessionId") == ours);
        Assert.That(told.Value("salePartnerSessionId"), Is.EqualTo("M-7"));

        var record = new EmipRecord
        {
            PartnerId = "FR*207",
            OperatorId = "FR*HCP",
            ExecPartnerOperatorId = "FR*HCP",
            ServiceSessionId = hubs,
            EvseId = evse,
            SalePartnerOperatorId = "FR*MSP",
        }.Request().Replace("ToIOP_SetChargeDetailRecordRequest", "FromIOP_SetChargeDetailRecordRequest", StringComparison.Ordinal);
        var taken = await Emip.SendAsync(record);
        Assert.That(taken.RequestStatus, Is.EqualTo("1"), taken.ToString());
        var got = await emsp.UntilHeardAsync("SetChargeDetailRecord", m => m.Value("chargeDetailRecord/serviceSessionId") == ours);
        Assert.That(got.Value("chargeDetailRecord/salePartnerSessionId"), Is.EqualTo("M-7"));
    }

    [Test]
    public async Task A_driver_behind_one_hub_charges_behind_the_other()
    {
        var evse = "FR*HCP*EBOTH*1";
        var calls = new EmipCalls("FR*207", "FR*HCP", "FR*XYZ") { Evse = evse };
        var allowed = await Emip.SendAsync(calls.Authorise(NewId(), session: "HUB-B-SESSION"));
        Valid(allowed);
        Assert.That(allowed.Message!.Value("authorisationValue"), Is.EqualTo("1"), allowed.ToString());
        Assert.That(allowed.Message.Value("partnerServiceSessionId"), Is.Not.Null.And.Not.Empty);

        await Emip.SendAsync(calls.Report(NewId(), "HUB-B-SESSION", "3", "2024-06-12T08:00:00Z"));
        var told = await hubA.UntilHeardAsync("SetSessionEventReport", m => m.Value("serviceSessionId") == $"A-{evse}");
        Assert.That(told.Value("operatorId"), Is.EqualTo("FR*HCP"));
    }

    [Test]
    public async Task A_record_that_only_the_hub_has_is_asked_for_there()
    {
        var evse = "FR*HCP*EFIND*1";
        var started = await Emip.SendAsync(new EmipCalls("FR*MSP", "FR*MSP") { Evse = evse }.Start(NewId(), own: "M-8"));
        var ours = started.Message!.Value("serviceSessionId")!;
        var record = new EmipRecord { ServiceSessionId = $"B-{evse}", ExecPartnerOperatorId = "FR*HCP", EvseId = evse, SalePartnerOperatorId = "FR*MSP" }.Request();
        var inner = record[record.IndexOf("<chargeDetailRecord>", StringComparison.Ordinal)..(record.IndexOf("</chargeDetailRecord>", StringComparison.Ordinal) + "</chargeDetailRecord>".Length)];
        hubB.On("GetChargeDetailRecord", ("chargeDetailRecord", inner["<chargeDetailRecord>".Length..^"</chargeDetailRecord>".Length]), ("requestStatus", "1"));

        var found = await Emip.SendAsync(EmipEnvelope.GetChargeDetailRecord("FR*MSP", "FR*MSP", ours));
        Valid(found);
        Assert.Multiple(() =>
        {
            Assert.That(found.RequestStatus, Is.EqualTo("1"), found.ToString());
            Assert.That(found.Message!.Value("chargeDetailRecord/serviceSessionId"), Is.EqualTo(ours));
            Assert.That(found.Message.Value("chargeDetailRecord/EVSEId"), Is.EqualTo(evse));
            Assert.That(hubB.Heard("GetChargeDetailRecord")[0].Value("serviceSessionId"), Is.EqualTo($"B-{evse}"));
        });
    }

    [OneTimeTearDown]
    public void Everything_that_was_said_is_valid()
    {
        foreach (var each in (EmipPartnerStandIn[])[cpo, emsp, hubA, hubB])
            foreach (var request in each.Requests) Assert.That(SchemaOracle.EmipFaults(request.Text), Is.Empty, request.Text);
    }

    private static void Valid(EmipAnswer answer) => Assert.That(SchemaOracle.EmipFaults(answer.Body), Is.Empty, answer.ToString());
}
