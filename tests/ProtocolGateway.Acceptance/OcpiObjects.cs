using System.Text;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>What an OCPI partner puts into a gateway and finds there: the tests' documents, changed as a test likes.</summary>
internal sealed class OcpiObjects(GatewayUnderTest gateway, string partner)
{
    private readonly Dictionary<string, string> own = [];

    // A gateway that was started again has other connections.
    private OcpiCpoClient Client => new(gateway.Partners, GatewaySettings.InboundToken(partner));

    /// <param name="document">The name of the test document: <c>location</c>.</param>
    /// <param name="path">Below the version: <c>locations/FR/798/L-1</c>.</param>
    public async Task PutAsync(string version, string document, string path, Action<JsonObject>? change = null)
    {
        await SayAsync(HttpMethod.Put, $"/ocpi/{version}/{path}", Document(version, document, change));
        own[path] = path.Split('/')[0];
    }

    public async Task PostAsync(string version, string document, Action<JsonObject>? change = null)
    {
        var address = (await SayAsync(HttpMethod.Post, $"/ocpi/{version}/cdrs", Document(version, document, change))).Location!;
        own[address.Split($"/ocpi/{version}/")[1]] = "cdrs";
    }

    public Task PatchAsync(string version, string path, string change) => SayAsync(HttpMethod.Patch, $"/ocpi/{version}/{path}", change);

    /// <summary>What this partner put into a module, as the gateway has it, in the words of 2.2.1 and in order.</summary>
    public async Task<string[]> OwnAsync(string module)
    {
        var found = new List<string>();
        foreach (var (path, _) in own.Where(o => o.Value == module)) found.Add(Same.Json((await Client.GetAsync($"/ocpi/2.2.1/{path}")).Data!));
        return [.. found.Order(StringComparer.Ordinal)];
    }

    /// <summary>What this partner is told of others' objects, likewise.</summary>
    public async Task<string[]> ListAsync(string module)
    {
        var answer = await Client.GetAsync($"/ocpi/2.2.1/sender/{module}?date_from=2020-01-01T00:00:00Z");
        return [.. (answer.Data?.AsArray() ?? []).Select(item => Same.Json(item!)).Order(StringComparer.Ordinal)];
    }

    private async Task<OcpiAnswer> SayAsync(HttpMethod method, string address, string body)
    {
        var answer = await Client.SendAsync(method, address, Encoding.UTF8.GetBytes(body));
        Assert.That(answer.StatusCode, Is.EqualTo(1000), $"{method} {address}: {answer}");
        return answer;
    }

    private static string Document(string version, string name, Action<JsonObject>? change)
    {
        var json = JsonNode.Parse(Documents.Read($"ocpi-{version}/{name}.json"))!.AsObject();
        change?.Invoke(json);
        return json.ToJsonString();
    }
}
