using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ProtocolGateway.Acceptance.Day;

/// <summary>An OCPI eMSP, or a hub before one: it allows its own cards, takes everything, and keeps its drivers' records.</summary>
internal sealed class OcpiPayer(string version, string party) : StandInPartner, IPayer
{
    public const string Token = "token-of-the-gateway";

    private static readonly string[] Receives = ["cdrs", "sessions", "locations", "tariffs"];
    private readonly Dictionary<string, Charge> cards = [];
    private readonly ConcurrentDictionary<string, string> sessions = new();

    public string Party => party;

    public string Version => version;

    public string VersionsUrl => $"{Address}/ocpi/versions";

    public IReadOnlyList<Bill> Bills => [.. Taken.Values.Select(r => Read(JsonNode.Parse(r.Body.Span)!))];

    public IReadOnlyList<string> Contradictions =>
        [.. Taken.Keys.Where(key => SendingsOf(key).Select(s => s.Text).Distinct().Count() > 1)];

    /// <summary>What the session of that charge came to in the end, as the eMSP was told it: its status and its energy in Wh.</summary>
    public (string? Status, decimal? Wh) SessionOf(Charge charge) =>
        sessions.TryGetValue(charge.Session, out var text) && JsonNode.Parse(text) is { } session ? (Text(session["status"]), Number(session["kwh"]) * 1000) : default;

    /// <summary>The drivers whose cards it allows.</summary>
    public void Issue(IEnumerable<Charge> charges)
    {
        foreach (var charge in charges) cards[charge.Card] = charge;
    }

    public string IdOf(Charge charge) => charge.Session;

    /// <summary>Starts a session on the driver's behalf.</summary>
    public Task<OcpiAnswer> StartAsync(HttpClient gateway, string inboundToken, Charge charge)
    {
        var (location, evse) = Plan.PlaceOf(charge.Evse);
        var token = Plan.TokenOf(charge, "NEVER");
        if (version == "2.1.1")
        {
            foreach (var later in (string[])["country_code", "party_id", "contract_id"]) token.Remove(later);
            token["auth_id"] = charge.Contract;
        }
        var start = new JsonObject { ["response_url"] = $"{Address}/results/{charge.Number}", ["token"] = token, ["location_id"] = location, ["evse_uid"] = evse };
        return new OcpiCpoClient(gateway, inboundToken, plain: version == "2.1.1")
            .SendAsync(HttpMethod.Post, $"/ocpi/{version}/commands/START_SESSION", Encoding.UTF8.GetBytes(start.ToJsonString()));
    }

    protected override Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        var parts = request.Path.Split('?')[0].Trim('/').Split('/');
        return (request.Method, parts) switch
        {
            ("GET", ["ocpi", "versions"]) => SayAsync(context, 200, 1000, $$"""[{"version":"{{version}}","url":"{{Address}}/ocpi"}]"""),
            ("GET", ["ocpi"]) => SayAsync(context, 200, 1000, Details()),
            ("POST", ["cdrs"]) => TakeAsync(context, request),
            ("GET", ["cdrs", var id]) => Taken.TryGetValue(id, out var taken) ? SayAsync(context, 200, 1000, taken.Text) : SayAsync(context, 404, 2000),
            ("POST", ["tokens", var uid, "authorize"]) => AuthorizeAsync(context, uid),
            ("PUT", ["sessions", _, _, var id]) => KeepAsync(context, id, request.Text),
            _ => SayAsync(context, 200, 1000),
        };
    }

    private Task KeepAsync(HttpContext context, string id, string session)
    {
        sessions[id] = session;
        return SayAsync(context, 200, 1000);
    }

    private Task TakeAsync(HttpContext context, ReceivedRequest request)
    {
        var id = JsonNode.Parse(request.Body.Span)!["id"]!.GetValue<string>();
        return BehaveAsync(
            context, request, id,
            _ =>
            {
                context.Response.Headers.Location = $"{Address}/cdrs/{id}";
                return SayAsync(context, 200, 1000);
            },
            code => SayAsync(context, 200, code));
    }

    private Task AuthorizeAsync(HttpContext context, string uid)
    {
        if (!cards.TryGetValue(uid, out var charge)) return version == "2.1.1" ? SayAsync(context, 200, 2001) : SayAsync(context, 404, 2004);
        var info = new JsonObject { ["allowed"] = "ALLOWED" };
        if (version != "2.1.1") (info["token"], info["authorization_reference"]) = (Plan.TokenOf(charge, "NEVER"), $"REF-{charge.Number}");
        return SayAsync(context, 200, 1000, info.ToJsonString());
    }

    private string Details()
    {
        var endpoints = Receives.Select(module => (module, "RECEIVER")).Append(("tokens", "SENDER")).Append(("commands", "SENDER"));
        return new JsonObject
        {
            ["version"] = version,
            ["endpoints"] = new JsonArray([.. endpoints.Select(e => version == "2.1.1"
                ? new JsonObject { ["identifier"] = e.Item1, ["url"] = $"{Address}/{e.Item1}" }
                : new JsonObject { ["identifier"] = e.Item1, ["role"] = e.Item2, ["url"] = $"{Address}/{e.Item1}" })]),
        }.ToJsonString();
    }

    private Bill Read(JsonNode cdr)
    {
        var old = version == "2.1.1";
        return new Bill(
            Text(cdr["id"]), Text(old ? cdr["location"]!["evses"]![0]!["evse_id"] : cdr["cdr_location"]!["evse_id"]),
            Number(cdr["total_energy"]) * 1000, Text(cdr["currency"]) != "EUR" ? null : Number(version switch
            {
                "2.1.1" => cdr["total_cost"],
                "2.2.1" => cdr["total_cost"]!["excl_vat"],
                _ => cdr["total_cost"]!["before_taxes"],
            }),
            Instant(cdr["start_date_time"]), Instant(cdr[old ? "stop_date_time" : "end_date_time"]));
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static decimal Number(JsonNode? node) => decimal.Parse(node!.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(JsonNode? node) => DateTimeOffset.Parse(Text(node), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static Task SayAsync(HttpContext context, int status, int code, string? data = null) => WriteAsync(
        context, status, "application/json", $$"""{{{(data is null ? "" : $"\"data\":{data},")}}"status_code":{{code}},"timestamp":"2026-05-04T12:00:00Z"}""");
}
