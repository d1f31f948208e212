using System.Text.Json.Nodes;
using System.Xml.Linq;
using ProtocolGateway.Acceptance.Mutations;

namespace ProtocolGateway.Acceptance;

/// <summary>
/// A client that knows nothing of us but our description calls each ToIOP operation of it, as a CPO or as an eMSP. SearchEVSE is
/// experimental, and described apart.
/// </summary>
internal sealed class A_SOAP_client_of_others_calls_every_operation : Journey
{
    private static readonly XNamespace Wsdl = "http://schemas.xmlsoap.org/wsdl/";
    private readonly EmipPartnerStandIn cpo = new(), emsp = new();

    private Uri Description => new(Gateway.Partners.BaseAddress!, "/api/emip?wsdl");

    protected override GatewaySettings Settings() => new GatewaySettings()
        .Emip("cpo", "FR*GWC", cpo.Url, ("CPO", "FR*GWC"))
        .Emip("emsp", "FR*GWM", emsp.Url, ("EMSP", "FR*GWM"))
        .Agreement("FR*GWC", "FR*GWM", ("AskUnknownTokens", "true"));

    protected override async Task BeforeAsync()
    {
        emsp.On("GetServiceAuthorisation", ("authorisationValue", "1"), ("partnerServiceSessionId", "GWM-SES-77120"), ("intermediateCDRRequested", "0"),
            ("userContractIdAlias", "FR-GWM-C00A1B2C3-4"), ("requestStatus", "1"));
        cpo.On("SetServiceAuthorisation", ("partnerServiceSessionId", "GWC-SES-000982"), ("requestStatus", "1"));
        await cpo.StartAsync();
        await emsp.StartAsync();
    }

    protected override Task AfterStartAsync() => SamplePlaces.ImportAsync(Gateway, Emip);

    protected override async Task AfterAsync()
    {
        await cpo.DisposeAsync();
        await emsp.DisposeAsync();
    }

    [Test]
    public async Task And_understands_every_answer()
    {
        var called = new List<string>();
        async Task<JsonArray> CallAsync(params IReadOnlyList<ForeignCall> calls)
        {
            called.AddRange(calls.Select(c => c.Operation));
            return await ForeignSoapClient.CallAsync(Description, calls);
        }

        // The hub makes the ids of sessions, so whatever names one waits until it has.
        var first = await CallAsync(
            Call("HeartBeat"), Call("GetServiceAuthorisation"), Call("SetServiceAuthorisation"),
            Call("SetEVSEAvailabilityStatus"), Call("SetEVSEBusyStatus"), Call("SetEVSESyntheticStatus"), Call("SetChargingPoolAvailabilityStatus"),
            Call("SetChargingStationAvailabilityStatus"), Call("SetChargingConnectorAvailabilityStatus"));
        var (shown, started) = (first[1]!["serviceSessionId"]!.ToString(), first[2]!["serviceSessionId"]!.ToString());
        var then = await CallAsync(
            Call("SetSessionEventReport", started), Call("SetSessionActionRequest", started), Call("SetChargeDetailRecord", shown), Call("GetChargeDetailRecord", shown));

        var described = await DescribedAsync();
        var heartBeat = first[0]!.AsObject();
        Assert.Multiple(() =>
        {
            Assert.That(DateTimeOffset.Parse(heartBeat["currentTime"]!.ToString(), null), Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
            Assert.That((int)heartBeat["heartBeatPeriod"]!, Is.Positive);
            Assert.That((int)heartBeat["requestStatus"]!, Is.EqualTo(1));
            Said(first[1]!, "ToIOP_GetServiceAuthorisation_response", shown, without: ["meterLimitList", "parameter"]);
            Said(first[2]!, "ToIOP_SetServiceAuthorisation_response", started);
            Said(first[3]!, "ToIOP_SetEVSEAvailabilityStatus_response");
            Said(first[4]!, "ToIOP_SetEVSEBusyStatus_response");
            Said(first[5]!, "ToIOP_SetEVSESyntheticStatus_response");
            Said(first[6]!, "ToIOP_SetChargingPoolAvailabilityStatus_response");
            Said(first[7]!, "ToIOP_SetChargingStationAvailabilityStatus_response");
            Said(first[8]!, "ToIOP_SetChargingConnectorAvailabilityStatus_response");
            Said(then[0]!, "ToIOP_SetSessionEventReport_response", started);
            Said(then[1]!, "ToIOP_SetSessionActionRequest_response", started);
            Said(then[2]!, "ToIOP_SetChargeDetailRecord_response", shown);
            Said(then[3]!, "ToIOP_GetChargeDetailRecord_response", shown);
            Assert.That(called, Is.EquivalentTo(described));
        });
    }

    private async Task<List<string>> DescribedAsync()
    {
        var wsdl = XDocument.Parse(await Gateway.Partners.GetStringAsync(Description));
        var face = wsdl.Descendants(Wsdl + "portType").Single(p => p.Elements(Wsdl + "operation").Any(o => o.Attribute("name")!.Value.Contains("_ToIOP_", StringComparison.Ordinal)));
        return [.. face.Elements(Wsdl + "operation").Select(o => o.Attribute("name")!.Value)];
    }

    /// <summary>The call that a sample request stands for.</summary>
    /// <param name="session">The session's id at this gateway, in place of the sample's.</param>
    private static ForeignCall Call(string service, string? session = null) => ForeignCall.Of(Operation($"ToIOP_{service}_request", session));

    /// <summary>What the client parsed is what the sample says.</summary>
    /// <param name="without">Elements of the sample that say what this eMSP doesn't.</param>
    private static void Said(JsonNode answer, string sample, string? session = null, params string[] without)
    {
        var expected = ForeignSoapClient.Typed(Operation(sample, session));
        foreach (var name in without) expected.Remove(name);
        var said = (JsonObject)answer.DeepClone();
        foreach (var absent in said.Where(m => m.Value is null).Select(m => m.Key).ToList()) said.Remove(absent);
        Assert.That(said.ToJsonString(), Is.EqualTo(expected.ToJsonString()), sample);
    }

    private static XElement Operation(string sample, string? session)
    {
        using var bytes = new MemoryStream(Documents.Read($"emip/{sample}.xml"));
        var operation = XDocument.Load(bytes).Root!.Elements().Last().Elements().Single();
        foreach (var partner in operation.Elements("partnerId")) partner.Value = operation.Element("operatorId")!.Value;
        if (session is not null)
            foreach (var id in operation.Descendants("serviceSessionId")) id.Value = session;
        return operation;
    }
}
