using System.Text.Json.Nodes;
using ProtocolGateway.Canonical;
using ProtocolGateway.Testing.Clients;

namespace ProtocolGateway.Emip.Tests.Inbound;

/// <summary>What a SOAP client of others makes of our description and of our answers (tests/oracles/zeep_client.py).</summary>
internal sealed class ForeignClientTests : EndpointTest
{
    private const string Record = "ToIOP_SetChargeDetailRecord_request";

    protected override Task<Hosted> HostAsync() => Hosted.StartAtItsOwnAddressAsync(Partnership.Platform());

    [Test]
    public async Task It_reads_the_description_and_every_answer_as_they_are_meant()
    {
        Endpoint.Gateway.Acceptance = new Protocols.Acceptance.Accepted(Guid.NewGuid(), false, new PartyId("FR", "GWM"));
        await Endpoint.PostAsync(Samples.Bytes(Record));
        Endpoint.Gateway.Facts.TryDequeue(out var ours);
        var heard = ((ChargeDetailRecordIssued)ours!.Reading.Message!).Record;
        Endpoint.Gateway.Archive = [heard];

        var answers = await CallAsync("ToIOP_HeartBeat_request", Record, "ToIOP_GetChargeDetailRecord_request");

        Assert.Multiple(() =>
        {
            Assert.That(CanonicalJson.Write(Endpoint.Gateway.Facts.Single().Reading.Message!), Is.EqualTo(CanonicalJson.Write(ours.Reading.Message!)));
            Assert.That(answers.ToJsonString(), Is.EqualTo(new JsonArray(
                Said("ToIOP_HeartBeat_response"), Said("ToIOP_SetChargeDetailRecord_response"), Said("ToIOP_GetChargeDetailRecord_response")).ToJsonString()));
        });
    }

    [Test]
    public async Task A_session_that_nobody_knows_is_an_answer_and_no_fault()
    {
        var answers = await CallAsync("ToIOP_GetChargeDetailRecord_request");

        Assert.That(answers.ToJsonString(), Is.EqualTo("""[{"transactionId":"GW-T-20240612-000007","chargeDetailRecord":[],"requestStatus":10501}]"""));
    }

    /// <summary>Makes the calls that the samples stand for; what the client parsed of each answer.</summary>
    private async Task<JsonNode> CallAsync(params string[] samples) => await ForeignSoapClient.CallAsync(
        new Uri(Endpoint.Client.BaseAddress!, "/api/emip?wsdl"), [.. samples.Select(s => ForeignCall.Of(Soap.Body(Samples.Text(s))))]);

    private static JsonObject Said(string sample) => ForeignSoapClient.Typed(Soap.Body(Samples.Text(sample)));
}
