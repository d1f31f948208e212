using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace ProtocolGateway.Testing.Clients;

/// <summary>A SOAP client that is not ours (tests/oracles/zeep_client.py): it reads our description, and calls what it found there.</summary>
public static class ForeignSoapClient
{
    /// <summary>Makes calls one after another; what the client parsed of each answer.</summary>
    /// <param name="wsdl">The description's address.</param>
    public static async Task<JsonArray> CallAsync(Uri wsdl, params IReadOnlyList<ForeignCall> calls)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(Repository.Root, "tests", "oracles", "zeep_client.py"), wsdl.ToString()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NO_PROXY"] = start.Environment["no_proxy"] = "127.0.0.1";
        using var client = Process.Start(start)!;
        var (answers, errors) = (client.StandardOutput.ReadToEndAsync(), client.StandardError.ReadToEndAsync());
        await client.StandardInput.WriteAsync(new JsonArray([.. calls.Select(c => new JsonArray(c.Operation, c.Arguments.DeepClone()))]).ToJsonString());
        client.StandardInput.Close();
        await client.WaitForExitAsync();
        return client.ExitCode == 0
            ? JsonNode.Parse(await answers)!.AsArray()
            : throw new InvalidOperationException($"{await errors}\nIt needs python3-zeep, which tests/run installs.");
    }

    /// <summary>An element's children as a client has them: an object of texts and objects; what may repeat is a list.</summary>
    /// <param name="typed">A leaf as its type says; null for its text.</param>
    public static JsonObject Tree(XElement element, Func<XElement, JsonNode?> typed)
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

    /// <summary>An answer as a client reads it who knows the types.</summary>
    public static JsonObject Typed(XElement answer) => Tree(answer, element => element.Name.LocalName switch
    {
        "heartBeatPeriod" or "requestStatus" or "meterTypeId" => int.Parse(element.Value, CultureInfo.InvariantCulture),
        "intermediateCDRRequested" => element.Value == "1",
        "currentTime" or "startTime" or "endTime" => element.Value.Replace("Z", "+00:00", StringComparison.Ordinal),
        _ => null,
    });
}

/// <summary>One call of a described operation.</summary>
/// <param name="Operation">Such as <c>eMIP_ToIOP_HeartBeat</c>.</param>
/// <param name="Arguments">The request's elements by name.</param>
public sealed record ForeignCall(string Operation, JsonObject Arguments)
{
    /// <summary>The call that asks what a request's operation element asks.</summary>
    public static ForeignCall Of(XElement request) =>
        new(request.Name.LocalName[..^"Request".Length], ForeignSoapClient.Tree(request, _ => null));
}
