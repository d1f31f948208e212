using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ProtocolGateway.Testing.StandIns;

/// <summary>A partner that speaks OCPI and keeps lists of what it made: versions, details and the Sender interfaces.</summary>
/// <param name="token">What the gateway has to present, as it is.</param>
/// <param name="version">The version that it speaks.</param>
public sealed class OcpiCpoStandIn(string token = "token-of-the-gateway", string version = "2.2.1") : StandInPartner
{
    private readonly Dictionary<string, List<Made>> lists =
        new() { ["cdrs"] = [], ["locations"] = [], ["tariffs"] = [], ["tokens"] = [], ["sessions"] = [] };

    public string Token => token;

    public string VersionsUrl => $"{Address}/ocpi/versions";

    /// <summary>The modules whose Sender interface it offers.</summary>
    public IReadOnlyList<string> Offers { get; set; } = ["cdrs", "locations"];

    /// <summary>The most objects of a page.</summary>
    public int PageSize { get; set; } = 50;

    /// <summary>Answers the next list in place of the stand-in; asked with the module and the number of its requests so far. True when it did.</summary>
    public Func<HttpContext, string, int, Task<bool>> Instead { get; set; } = (_, _, _) => Task.FromResult(false);

    /// <summary>What a page's Link header is, of the address of the next page.</summary>
    public Func<string, string?> Link { get; set; } = next => $"<{next}>; rel=\"next\"";

    public bool TellsTotal { get; set; } = true;

    /// <summary>Every list's GET, in order.</summary>
    public IReadOnlyList<ReceivedRequest> AskedFor(string module) =>
        [.. Requests.Where(r => r.Path.StartsWith($"/ocpi/cpo/{module}", StringComparison.Ordinal))];

    /// <param name="json">The object as it will be given, good or not.</param>
    public void Make(string module, string json, DateTimeOffset at)
    {
        lock (lists) lists[module].Add(new Made(json, at));
    }

    /// <summary>The list is empty.</summary>
    public void Clear(string module)
    {
        lock (lists) lists[module].Clear();
    }

    protected override Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        foreach (var name in new[] { "X-Request-ID", "X-Correlation-ID" })
            if (request.Header(name) is { } id) context.Response.Headers[name] = id;
        if (request.Header("Authorization") != $"Token {(version == "2.1.1" ? token : Convert.ToBase64String(Encoding.UTF8.GetBytes(token)))}")
            return WriteAsync(context, 401, "application/json", Envelope(2000, null));
        var path = request.Path.Split('?')[0];
        if (path == "/ocpi/versions") return WriteAsync(context, 200, "application/json", Envelope(1000, $$"""[{"version":"{{version}}","url":"{{Address}}/ocpi/{{version}}"}]"""));
        if (path == $"/ocpi/{version}") return WriteAsync(context, 200, "application/json", Envelope(1000, Details()));
        return path.StartsWith("/ocpi/cpo/", StringComparison.Ordinal) && lists.ContainsKey(path[10..])
            ? ListAsync(context, path[10..])
            : WriteAsync(context, 404, "application/json", Envelope(2000, null));
    }

    private async Task ListAsync(HttpContext context, string module)
    {
        if (await Instead(context, module, AskedFor(module).Count)) return;
        var query = QueryHelpers.ParseQuery(context.Request.QueryString.Value);
        var date = query.TryGetValue("date_from", out var d) ? d.ToString() : "";
        var from = date.Length == 0 ? DateTimeOffset.MinValue : DateTimeOffset.Parse(date, CultureInfo.InvariantCulture);
        var offset = Number(query.TryGetValue("offset", out var o) ? o.ToString() : "0");
        var limit = Math.Min(PageSize, Number(query.TryGetValue("limit", out var l) ? l.ToString() : "1000"));
        List<Made> all;
        lock (lists) all = [.. lists[module].Where(m => m.At >= from)];
        if (TellsTotal) context.Response.Headers["X-Total-Count"] = all.Count.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["X-Limit"] = PageSize.ToString(CultureInfo.InvariantCulture);
        if (offset + limit < all.Count)
        {
            var filter = date.Length == 0 ? "" : $"date_from={Uri.EscapeDataString(date)}&";
            var next = $"{Address}/ocpi/cpo/{module}?{filter}offset={offset + limit}&limit={limit}";
            if (Link(next) is { } link) context.Response.Headers.Link = link;
        }
        await WriteAsync(context, 200, "application/json", Envelope(1000, $"[{string.Join(',', all.Skip(offset).Take(limit).Select(m => m.Json))}]"));
    }

    private string Details() => new JsonObject
    {
        ["version"] = version,
        ["endpoints"] = new JsonArray(
        [
            new JsonObject { ["identifier"] = "credentials", ["role"] = "SENDER", ["url"] = $"{Address}/ocpi/{version}/credentials" },
            .. Offers.Select(m => new JsonObject { ["identifier"] = m, ["role"] = "SENDER", ["url"] = $"{Address}/ocpi/cpo/{m}" }),
        ]),
    }.ToJsonString();

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Envelope(int code, string? data) =>
        $$"""{{{(data is null ? "" : $"\"data\":{data},")}}"status_code":{{code}},"timestamp":"2026-05-04T12:00:00Z"}""";

    private sealed record Made(string Json, DateTimeOffset At);
}
