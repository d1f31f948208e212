using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Testing.Gateway;

/// <summary>The operators' JSON (contract.md section 4).</summary>
public sealed class Operators(HttpClient console)
{
    /// <summary>All deliveries, newest first, page by page.</summary>
    /// <param name="filter">Such as <c>state=Held&amp;partner=volt-emsp</c>.</param>
    public async Task<IReadOnlyList<DeliverySeen>> DeliveriesAsync(string filter = "")
    {
        var all = new List<DeliverySeen>();
        for (string? after = null; ;)
        {
            var from = after is null ? "" : $"&after={Uri.EscapeDataString(after)}";
            var page = (await console.GetFromJsonAsync<JsonObject>($"/api/deliveries?limit=500&{filter}{from}"))!;
            all.AddRange(page["items"]!.AsArray().Select(item => new DeliverySeen(item!.AsObject())));
            after = page["next"]?.ToString();
            if (string.IsNullOrEmpty(after)) return all;
        }
    }

    /// <summary>Without the locations, tariffs and tokens that were imported at the start: they are owed too, to whom they concern.</summary>
    public async Task<IReadOnlyList<DeliverySeen>> DeliveriesBesideImportsAsync() =>
        [.. (await DeliveriesAsync()).Where(d => d.Message is not ("LocationPublished" or "TariffPublished" or "TokenPublished"))];

    /// <summary>One delivery with what was sent, the answer, the losses and the history.</summary>
    public async Task<JsonObject> DeliveryAsync(string id) => (await console.GetFromJsonAsync<JsonObject>($"/api/deliveries/{id}"))!;

    public async Task<JsonObject> ExchangeAsync(string id) => (await console.GetFromJsonAsync<JsonObject>($"/api/exchanges/{id}"))!;

    public async Task<IReadOnlyList<JsonObject>> PartnersAsync() => await ItemsAsync("/api/partners");

    public async Task<IReadOnlyList<JsonObject>> FindingsAsync() => await ItemsAsync("/api/findings");

    /// <param name="mapping"><c>now</c>, <c>then</c>, or a version of the mapping files.</param>
    public async Task<HttpResponseMessage> RetryAsync(string id, string mapping = "now") => await console.PostAsync($"/api/deliveries/{id}/retry?mapping={mapping}", null);

    public async Task<HttpResponseMessage> DropAsync(string id, string reason) =>
        await console.PostAsJsonAsync($"/api/deliveries/{id}/drop", new { reason });

    public async Task<HttpResponseMessage> PauseAsync(string partner, string reason) =>
        await console.PostAsJsonAsync($"/api/partners/{partner}/pause", new { reason });

    public async Task<HttpResponseMessage> ResumeAsync(string partner) => await console.PostAsync($"/api/partners/{partner}/resume", null);

    /// <summary>The deliveries that an exchange with that text in its received bytes led to, oldest first.</summary>
    public async Task<IReadOnlyList<DeliverySeen>> DeliveriesOfAsync(string receivedText)
    {
        var found = new List<DeliverySeen>();
        foreach (var exchange in (await DeliveriesAsync()).GroupBy(d => d.ExchangeId))
        {
            var received = (await ExchangeAsync(exchange.Key))["received"]!.ToString();
            if (received.Contains(receivedText, StringComparison.Ordinal)) found.AddRange(exchange);
        }
        return [.. found.OrderBy(d => d.ReceivedAt).ThenBy(d => d.UpdatedAt)];
    }

    /// <summary>The only delivery that came of what holds that text, once it is in that state.</summary>
    public async Task<DeliverySeen> UntilAsync(string receivedText, string state, TimeSpan? within = null)
    {
        IReadOnlyList<DeliverySeen> seen = [];
        return await Eventually.GetAsync(
            async () =>
            {
                seen = await DeliveriesOfAsync(receivedText);
                return seen.Count == 1 && seen[0].State == state ? seen[0] : null;
            },
            $"one delivery of '{receivedText}' is {state}", within,
            () => Task.FromResult(seen.Count == 0 ? "none" : string.Join("; ", seen)));
    }

    /// <summary>The only delivery that came of what holds both texts, once it is in that state.</summary>
    public async Task<DeliverySeen> UntilAsync(string receivedText, string alsoReceived, string state, TimeSpan? within = null) => await Eventually.GetAsync(
        async () =>
        {
            foreach (var each in await DeliveriesOfAsync(alsoReceived))
                if (each.State == state && (await ExchangeAsync(each.ExchangeId))["received"]!.ToString().Contains(receivedText, StringComparison.Ordinal)) return each;
            return null;
        },
        $"a delivery of '{receivedText}' and '{alsoReceived}' is {state}", within,
        async () => string.Join("; ", await DeliveriesOfAsync(alsoReceived)));

    private async Task<IReadOnlyList<JsonObject>> ItemsAsync(string path) =>
        [.. (await console.GetFromJsonAsync<JsonObject>(path))!["items"]!.AsArray().Select(item => item!.AsObject())];
}

/// <summary>One row of <c>/api/deliveries</c>.</summary>
public sealed record DeliverySeen(JsonObject Row)
{
    public string Id => Text("id")!;

    public string ExchangeId => Text("exchangeId")!;

    public string Message => Text("message")!;

    public string Key => Text("key")!;

    public string? From => Text("from");

    public string? To => Text("to");

    public string State => Text("state")!;

    public string? ReasonCode => Text("reasonCode");

    public string? Reason => Text("reason");

    public int Attempts => Row["attempts"]!.GetValue<int>();

    public DateTimeOffset ReceivedAt => DateTimeOffset.Parse(Text("receivedAt")!, null);

    public DateTimeOffset UpdatedAt => DateTimeOffset.Parse(Text("updatedAt")!, null);

    public override string ToString() => $"{Message} to {To}: {State} {ReasonCode} {Reason} ({Attempts} attempts)";

    private string? Text(string name) => Row[name]?.ToString();
}
