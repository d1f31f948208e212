using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using System.Xml.Linq;

namespace ProtocolGateway.Host.Demo;

/// <summary>
/// Two small companies on loopback: one is told by SOAP as an eMIP platform is, one by REST as an OCPI platform is. They read no
/// more than they must to answer.
/// </summary>
internal sealed class StandIns : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Channel<Told>> told = new();
    private readonly WebApplication emipServer;
    private readonly WebApplication ocpiServer;

    private StandIns(DemoSettings settings)
    {
        emipServer = Server(settings.Emip);
        emipServer.MapPost("/", async (HttpRequest request) =>
        {
            var document = await ReadAsync(request);
            var operation = XDocument.Parse(document).Root!.Elements().Last().Elements().First();
            var service = operation.Name.LocalName.Split('_')[^1][..^"Request".Length];
            var answer = Confirm(operation, service);
            Hear(service, new Told($"{service}", document, answer));
            return Results.Text(answer, "application/soap+xml");
        });
        var self = $"http://127.0.0.1:{settings.Ocpi}/ocpi";
        ocpiServer = Server(settings.Ocpi);
        ocpiServer.MapGet("/ocpi/versions", () => Ocpi($$"""[ { "version": "2.2.1", "url": "{{self}}/2.2.1" } ]"""));
        ocpiServer.MapGet("/ocpi/2.2.1", () => Ocpi(Details(self)));
        ocpiServer.MapFallback("/ocpi/2.2.1/{module}/{**rest}", async (HttpContext context, string module) =>
        {
            var path = context.Request.Path.Value!["/ocpi/2.2.1/".Length..];
            var answer = module switch
            {
                "tokens" => OcpiDocuments.Allowed,
                "commands" => OcpiDocuments.Accepted,
                _ => null,
            };
            var document = await ReadAsync(context.Request);
            Hear($"{context.Request.Method} {module}", new Told($"{context.Request.Method} {path}", document, answer));
            if (module == "cdrs") context.Response.Headers.Location = $"{self}/2.2.1/cdrs/1";
            return Ocpi(answer);
        });
    }

    /// <summary>The next thing of that kind that a company is told, once it is told.</summary>
    /// <param name="kind">An eMIP service, such as <c>SetSessionEventReport</c>; OCPI's method and module, such as <c>PUT sessions</c>.</param>
    public ValueTask<Told> HeardAsync(string kind, CancellationToken cancellation) => Of(kind).Reader.ReadAsync(cancellation);

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

    private void Hear(string kind, Told what) => Of(kind).Writer.TryWrite(what);

    private Channel<Told> Of(string kind) => told.GetOrAdd(kind, _ => Channel.CreateUnbounded<Told>());

    private static async Task<string> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    private static string Details(string self)
    {
        var endpoints = ((string, string)[])[("locations", "RECEIVER"), ("tokens", "SENDER"), ("sessions", "RECEIVER"), ("cdrs", "RECEIVER"), ("commands", "RECEIVER")];
        var listed = endpoints.Select(e => $$"""{ "identifier": "{{e.Item1}}", "role": "{{e.Item2}}", "url": "{{self}}/2.2.1/{{e.Item1}}" }""");
        return $$"""{ "version": "2.2.1", "endpoints": [ {{string.Join(", ", listed)}} ] }""";
    }

    private static string Confirm(XElement operation, string service) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:m="{operation.Name.NamespaceName}">
          <soap:Body>
            <m:eMIP_FromIOP_{service}Response>
              <transactionId>{operation.Element("transactionId")?.Value}</transactionId>
              <requestStatus>1</requestStatus>
            </m:eMIP_FromIOP_{service}Response>
          </soap:Body>
        </soap:Envelope>
        """;

    private static IResult Ocpi(string? data)
    {
        var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        return Results.Text($$"""{ {{(data is null ? "" : $"\"data\": {data}, ")}}"status_code": 1000, "timestamp": "{{now}}" }""", "application/json");
    }
}

/// <summary>One thing that a company was told or asked.</summary>
/// <param name="What">In its protocol's words: a service, or a method and a path.</param>
/// <param name="Answer">What it answered; null when it only confirmed.</param>
internal sealed record Told(string What, string Document, string? Answer);
