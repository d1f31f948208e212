using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ProtocolGateway.Benchmarks.EndToEnd;

namespace ProtocolGateway.Benchmarks.Authorising;

/// <summary>An OCPI 2.2.1 eMSP that allows everybody, as quickly as it can.</summary>
internal static class OcpiEmsp
{
    private const string Json = "application/json";

    private const string Allowed =
        """{"data":{"allowed":"ALLOWED","token":{"country_code":"DE","party_id":"ABC","uid":"04A2B3C4","type":"RFID","contract_id":"DE-ABC-C12345678-X","issuer":"Volt","valid":true,"whitelist":"NEVER","last_updated":"2026-01-01T00:00:00Z"},"authorization_reference":"REF-1"},"status_code":1000,"timestamp":"2026-05-04T12:00:00Z"}""";

    public static Task<int> RunAsync() => Served.RunAsync(app =>
    {
        app.MapGet("/ocpi/versions", context => Served.AnswerAsync(context, Json, Data($$"""[{"version":"2.2.1","url":"{{Address(context)}}/ocpi/2.2.1"}]""")));
        app.MapGet("/ocpi/2.2.1", context => Served.AnswerAsync(context, Json, Data(
            $$"""{"version":"2.2.1","endpoints":[{"identifier":"tokens","role":"SENDER","url":"{{Address(context)}}/ocpi/2.2.1/tokens"}]}""")));
        app.MapPost("/{**path}", context => Served.AnswerAsync(context, Json, Allowed));
    });

    private static string Address(HttpContext context) => $"http://{context.Request.Host}";

    private static string Data(string data) => $$"""{"data":{{data}},"status_code":1000,"timestamp":"{{DateTimeOffset.UtcNow:yyyy-MM-dd'T'HH:mm:ss'Z'}}"}""";
}
