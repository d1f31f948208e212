namespace ProtocolGateway.Acceptance;

/// <summary>
/// Every request among the samples, posted by a partner whose face it is, gets the documented answer: the same root, a valid
/// document, the status that fits what the gateway knows.
/// </summary>
[TestFixture(Face.Cpo)]
[TestFixture(Face.Emsp)]
[TestFixture(Face.HubOfCpos)]
[TestFixture(Face.HubOfEmsps)]
internal sealed class Every_eMIP_sample_is_answered(Face face) : Journey
{
    private readonly EmipPartnerStandIn platform = new(), other = new();

    protected override async Task BeforeAsync()
    {
        other.On("GetServiceAuthorisation", ("authorisationValue", "1"), ("partnerServiceSessionId", "GWM-SES-1"), ("intermediateCDRRequested", "0"), ("requestStatus", "1"));
        other.On("SetServiceAuthorisation", ("partnerServiceSessionId", "GWC-SES-1"), ("requestStatus", "1"));
        await platform.StartAsync();
        await other.StartAsync();
    }

    protected override GatewaySettings Settings()
    {
        var settings = new GatewaySettings();
        _ = face switch
        {
            Face.Cpo => settings.Emip("platform", "FR*GWP", platform.Url, ("CPO", "FR*GWC")).Emip("other", "FR*OTH", other.Url, ("EMSP", "FR*GWM")),
            Face.Emsp => settings.Emip("platform", "FR*GWP", platform.Url, ("EMSP", "FR*GWM")).Emip("other", "FR*OTH", other.Url, ("CPO", "FR*GWC")),
            Face.HubOfCpos => settings.Emip("hub", "FR*107", platform.Url, ("HUB", "FR*107")).Reaches("hub", ("CPO", "FR*GWC")).Emip("other", "FR*OTH", other.Url, ("EMSP", "FR*GWM")),
            _ => settings.Emip("hub", "FR*107", platform.Url, ("HUB", "FR*107")).Reaches("hub", ("EMSP", "FR*GWM")).Emip("other", "FR*OTH", other.Url, ("CPO", "FR*GWC")),
        };
        return settings.Agreement("FR*GWC", "FR*GWM", ("AskUnknownTokens", "true"));
    }

    protected override async Task AfterAsync()
    {
        await platform.DisposeAsync();
        await other.DisposeAsync();
    }

    [Test]
    public async Task By_the_face_that_it_is_for()
    {
        foreach (var (sample, status) in Story(face))
        {
            var answer = await Emip.SendAsync(File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Documents", "emip", sample + "_request.xml")));
            Assert.Multiple(() =>
            {
                Assert.That(answer.HttpStatus, Is.EqualTo(200), $"{sample}\n{answer}");
                Assert.That(answer.RequestStatus, Is.EqualTo(status), $"{sample}\n{answer}");
                Assert.That(Unqualified(answer), Is.Empty, $"{sample}\n{answer}");
            });
            // What the payer may have is not replaced any more.
            if (sample == "ToIOP_SetChargeDetailRecord") await other.UntilHeardAsync("SetChargeDetailRecord");
        }
    }

    /// <summary>In the order in which they make a story.</summary>
    private static IEnumerable<(string Sample, string Status)> Story(Face face) => face switch
    {
        Face.Cpo =>
        [
            ("ToIOP_HeartBeat", "1"),
            ("ToIOP_GetServiceAuthorisation", "1"),
            // The samples' hub chose other session ids than ours.
            ("ToIOP_SetSessionEventReport", "10501"),
            ("wwcp_ToIOP_SetSessionEventReport", "10501"),
            ("ToIOP_SetChargeDetailRecord", "1"),
            ("wwcp_ToIOP_SetChargeDetailRecord", "10701"),
            // Nobody imported the EVSE.
            ("ToIOP_SetEVSEAvailabilityStatus", "10601"),
            ("ToIOP_SetEVSEBusyStatus", "10601"),
            ("ToIOP_SetEVSESyntheticStatus", "10601"),
            ("ToIOP_SetChargingPoolAvailabilityStatus", "10601"),
            ("ToIOP_SetChargingStationAvailabilityStatus", "10601"),
            ("ToIOP_SetChargingConnectorAvailabilityStatus", "10601"),
            ("wwcp_ToIOP_SetEVSEBusyStatus", "10601"),
            ("wwcp_ToIOP_SetEVSESyntheticStatus", "10601"),
        ],
        Face.Emsp =>
        [
            ("ToIOP_SetServiceAuthorisation", "1"),
            ("wwcp_ToIOP_SetServiceAuthorisation", "1"),
            ("ToIOP_SetSessionActionRequest", "10501"),
            ("wwcp_ToIOP_SetSessionAction", "10501"),
            ("ToIOP_GetChargeDetailRecord", "10501"),
        ],
        Face.HubOfCpos => [("FromIOP_GetServiceAuthorisation", "1"), ("FromIOP_SetSessionEventReport", "10501"), ("FromIOP_SetChargeDetailRecord", "1")],
        _ => [("FromIOP_SetServiceAuthorisation", "1"), ("FromIOP_SetSessionActionRequest", "1")],
    };

    /// <summary>What the schema finds in the answer; answers to qualified requests are qualified too, which no schema knows.</summary>
    private static IReadOnlyList<string> Unqualified(EmipAnswer answer) =>
        answer.Message!.ChildNamespaces.SetEquals([""]) ? SchemaOracle.EmipFaults(answer.Body) : [];
}

/// <summary>Who posts.</summary>
public enum Face { Cpo, Emsp, HubOfCpos, HubOfEmsps }
