using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace ProtocolGateway.Host.Demo;

/// <summary>
/// Two small companies on loopback: one takes eMIP records as a SOAP server would, one OCPI records as a REST server would.
/// They read no more than they must to answer.
/// </summary>
internal sealed partial class StandIns : IAsyncDisposable
{
    private readonly Channel<string> emip = Channel.CreateUnbounded<string>();
    private readonly Channel<string> ocpi = Channel.CreateUnbounded<string>();
    private readonly WebApplication emipServer;
    private readonly WebApplication ocpiServer;

    private StandIns(DemoSettings settings)
    {
        emipServer = Server(settings.Emip);
        emipServer.MapPost("/", async (HttpRequest request) => Results.Text(Confirm(await TakeAsync(request, emip)), "application/soap+xml"));
        var self = $"http://127.0.0.1:{settings.Ocpi}/ocpi";
        ocpiServer = Server(settings.Ocpi);
        ocpiServer.MapGet("/ocpi/versions", () => Ocpi($$"""[ { "version": "2.2.1", "url": "{{self}}/2.2.1" } ]"""));
        ocpiServer.MapGet("/ocpi/2.2.1", () => Ocpi($$"""
            { "version": "2.2.1", "endpoints": [ { "identifier": "cdrs", "role": "RECEIVER", "url": "{{self}}/2.2.1/cdrs" } ] }
            """));
        ocpiServer.MapPost("/ocpi/2.2.1/cdrs", async (HttpContext context) =>
        {
            await TakeAsync(context.Request, ocpi);
            context.Response.Headers.Location = $"{self}/2.2.1/cdrs/1";
            context.Response.StatusCode = StatusCodes.Status201Created;
            return Ocpi(null);
        });
    }

    /// <summary>What the eMIP company received, in order.</summary>
    public ChannelReader<string> Emip => emip.Reader;

    /// <summary>What the OCPI company received, in order.</summary>
    public ChannelReader<string> OcpiRecords => ocpi.Reader;

    public static async Task<StandIns> StartAsync(DemoSettings settings, CancellationToken cancellation)
    {
        var standIns = new StandIns(settings);
        await standIns.emipServer.StartAsync(cancellation);
        await standIns.ocpiServer.StartAsync(cancellation);
        return standIns;
    }

    public async ValueTask DisposeAsync()
    {
        await emipServer.DisposeAsync();
        await ocpiServer.DisposeAsync();
    }

    private static WebApplication Server(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        return builder.Build();
    }

    private static async Task<string> TakeAsync(HttpRequest request, Channel<string> received)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        await received.Writer.WriteAsync(body);
        return body;
    }

    private static string Confirm(string request) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:m="https://api-iop.gireve.com/schemas/AuthorisationV1/">
          <soap:Body>
            <m:eMIP_FromIOP_SetChargeDetailRecordResponse>
              <transactionId>{TransactionId().Match(request).Groups[1].Value}</transactionId>
              <requestStatus>1</requestStatus>
            </m:eMIP_FromIOP_SetChargeDetailRecordResponse>
          </soap:Body>
        </soap:Envelope>
        """;

    private static IResult Ocpi(string? data)
    {
        var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        return Results.Text($$"""{ {{(data is null ? "" : $"\"data\": {data}, ")}}"status_code": 1000, "timestamp": "{{now}}" }""", "application/json");
    }

    [GeneratedRegex("<transactionId>([^<]*)</transactionId>")]
    private static partial Regex TransactionId();
}
