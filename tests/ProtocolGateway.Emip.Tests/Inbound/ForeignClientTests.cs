using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using ProtocolGateway.Canonical;

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
    private async Task<JsonNode> CallAsync(params string[] samples)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(Samples.Root, "tests", "oracles", "zeep_client.py"), $"{Endpoint.Client.BaseAddress}api/emip?wsdl"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NO_PROXY"] = start.Environment["no_proxy"] = "127.0.0.1";
        using var client = Process.Start(start)!;
        var (answers, errors) = (client.StandardOutput.ReadToEndAsync(), client.StandardError.ReadToEndAsync());
        await client.StandardInput.WriteAsync(new JsonArray([.. samples.Select(Call)]).ToJsonString());
        client.StandardInput.Close();
        await client.WaitForExitAsync();
        Assert.That(client.ExitCode, Is.Zero, $"{await errors}\nIt needs python3-zeep, which tests/run installs.");
        return JsonNode.Parse(await answers)!;
    }

    private static JsonArray Call(string sample)
    {
        var body = Soap.Body(Samples.Text(sample));
        return new JsonArray(body.Name.LocalName[..^"Request".Length], Tree(body, _ => null));
    }

    /// <summary>A sample answer as a client reads it who knows the types.</summary>
    private static JsonObject Said(string sample) => Tree(Soap.Body(Samples.Text(sample)), element => element.Name.LocalName switch
    {
        "heartBeatPeriod" or "requestStatus" or "meterTypeId" => int.Parse(element.Value, System.Globalization.CultureInfo.InvariantCulture),
        "currentTime" or "startTime" or "endTime" => element.Value.Replace("Z", "+00:00", StringComparison.Ordinal),
        _ => null,
    });

    /// <param name="typed">A leaf as its type says; null for its text.</param>
    private static JsonObject Tree(XElement element, Func<XElement, JsonNode?> typed)
    {
        var tree = new JsonObject();
        foreach (var same in element.Elements().GroupBy(e => e.Name.LocalName))
        {
            var values = same.Select(e => e.HasElements ? Tree(e, typed) : typed(e) ?? e.Value).ToArray();
            var repeats = same.Key == "meterReport" || (same.Key == "chargeDetailRecord" && element.Name.LocalName.EndsWith("Response", StringComparison.Ordinal));
            tree[same.Key] = repeats ? new JsonArray(values) : values.Single();
        }
        return tree;
    }
}
