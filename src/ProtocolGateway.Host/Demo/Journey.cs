using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using ProtocolGateway.Directory;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Host.Demo;

/// <summary>Two charging sessions, from the card to the record, one each way, over real HTTP: what the one side says beside what the other hears.</summary>
internal sealed class Journey : IDisposable
{
    private const string EmipCpo = "the eMIP CPO FR*798", OcpiEmsp = "the OCPI eMSP DE*ABC", OcpiCpo = "the OCPI CPO DE*CPO", EmipEmsp = "the eMIP eMSP FR*MSP";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly StandIns standIns;
    private readonly WebApplication gateway;
    private readonly TextWriter output;
    private readonly HttpClient client;
    private readonly EmipDocuments emip;
    private readonly OcpiDocuments ocpi;
    private int scene;

    public Journey(DemoSettings settings, StandIns standIns, WebApplication gateway, TextWriter output)
    {
        (this.standIns, this.gateway, this.output) = (standIns, gateway, output);
        client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{settings.Partners}") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Token", Convert.ToBase64String(Encoding.UTF8.GetBytes(DemoSettings.OcpiTokenForUs)));
        var started = DateTimeOffset.UtcNow.AddHours(-2);
        (emip, ocpi) = (new EmipDocuments(started), new OcpiDocuments(started));
    }

    /// <summary>True when everything arrived.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await ImportAsync("volt", OcpiDocuments.Essen, patience.Token);
            await PublishParisAsync(patience.Token);
            await ChargeInParisAsync(patience.Token);
            await ChargeInEssenAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            output.WriteLine($"It didn't arrive within {Patience.TotalSeconds:0} s; the operators' JSON (/api/deliveries) says why.");
            return false;
        }
        catch (HttpRequestException e)
        {
            output.WriteLine(e.Message);
            return false;
        }
    }

    public void Dispose() => client.Dispose();

    private async Task PublishParisAsync(CancellationToken cancellation)
    {
        Title("An eMIP CPO's charge points, which eMIP itself doesn't describe, are imported, and the OCPI eMSP is told of them");
        await ImportAsync("acme", OcpiDocuments.Paris, cancellation);
        var told = await standIns.HeardAsync("PUT locations", cancellation);
        SideBySide.Print(output, "the file to import", OcpiDocuments.Paris, $"{OcpiEmsp} receives: {told.What}", told.Document);
    }

    private async Task ChargeInParisAsync(CancellationToken cancellation)
    {
        Title("An OCPI eMSP's driver shows a card at an eMIP CPO's charge point, and is allowed to charge");
        var asks = EmipDocuments.Authorise;
        var answer = await SayAsync(HttpMethod.Post, "/api/emip", asks, cancellation);
        var asked = await standIns.HeardAsync("POST tokens", cancellation);
        SideBySide.Print(output, $"{EmipCpo} asks", asks, $"{OcpiEmsp} is asked: {asked.What}", asked.Document);
        SideBySide.Print(output, $"{EmipCpo} is answered", answer, $"{OcpiEmsp} answers", asked.Answer!);
        var session = XDocument.Parse(answer).Descendants("serviceSessionId").First().Value;

        Title("The car charges");
        await TellAsync(emip.Report(session, 3), "PUT sessions", cancellation);
        Title("The meter is read on the way");
        await TellAsync(emip.Record(session, 2), "PUT sessions", cancellation);
        Title("The car leaves");
        await TellAsync(emip.Report(session, 1), "PUT sessions", cancellation);
        Title("And the charge detail record: what the eMSP has to pay");
        await TellAsync(emip.Record(session, 1), "POST cdrs", cancellation);
    }

    private async Task ChargeInEssenAsync(CancellationToken cancellation)
    {
        Title("An eMIP eMSP's driver starts by app at an OCPI CPO's charge point");
        var asks = EmipDocuments.Start;
        var answering = SayAsync(HttpMethod.Post, "/api/emip", asks, cancellation);
        var asked = await standIns.HeardAsync("POST commands", cancellation);
        var command = JsonNode.Parse(asked.Document)!;
        await SayAsync(HttpMethod.Post, new Uri(command["response_url"]!.GetValue<string>()).PathAndQuery, OcpiDocuments.Done, cancellation);
        var answer = await answering;
        SideBySide.Print(output, $"{EmipEmsp} asks", asks, $"{OcpiCpo} is asked: {asked.What}", asked.Document);
        SideBySide.Print(output, $"{EmipEmsp} is answered", answer, $"{OcpiCpo} tells the result", OcpiDocuments.Done);

        var reference = command["authorization_reference"]!.GetValue<string>();
        Title("The car charges");
        await HearAsync(HttpMethod.Put, $"sessions/DE/CPO/{OcpiDocuments.SessionId}", ocpi.Session(reference, ended: false), "SetSessionEventReport", cancellation);
        Title("The car leaves");
        await HearAsync(HttpMethod.Put, $"sessions/DE/CPO/{OcpiDocuments.SessionId}", ocpi.Session(reference, ended: true), "SetSessionEventReport", cancellation);
        Title("And the charge detail record: what the eMSP has to pay");
        await HearAsync(HttpMethod.Post, "cdrs", ocpi.Record(reference), "SetChargeDetailRecord", cancellation);
    }

    /// <summary>The eMIP company says it, the OCPI company hears it.</summary>
    private async Task TellAsync(string document, string heard, CancellationToken cancellation)
    {
        await SayAsync(HttpMethod.Post, "/api/emip", document, cancellation);
        var told = await standIns.HeardAsync(heard, cancellation);
        SideBySide.Print(output, $"{EmipCpo} says", document, $"{OcpiEmsp} receives: {told.What}", told.Document);
    }

    /// <summary>The OCPI company says it, the eMIP company hears it.</summary>
    private async Task HearAsync(HttpMethod method, string path, string document, string heard, CancellationToken cancellation)
    {
        await SayAsync(method, $"/ocpi/2.2.1/{path}", document, cancellation);
        var told = await standIns.HeardAsync(heard, cancellation);
        SideBySide.Print(output, $"{OcpiCpo} says: {method} {path}", document, $"{EmipEmsp} receives", told.Document);
    }

    /// <summary>The answer's body.</summary>
    /// <exception cref="HttpRequestException">The gateway didn't take it.</exception>
    private async Task<string> SayAsync(HttpMethod method, string address, string document, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, address)
        {
            Content = new StringContent(document, Encoding.UTF8, document.StartsWith('<') ? "application/soap+xml" : "application/json"),
        };
        using var response = await client.SendAsync(request, cancellation);
        var answer = await response.Content.ReadAsStringAsync(cancellation);
        return response.IsSuccessStatusCode ? answer : throw new HttpRequestException($"The gateway answered HTTP {(int)response.StatusCode}: {answer}");
    }

    private async Task ImportAsync(string partnerId, string location, CancellationToken cancellation)
    {
        var mapping = gateway.Services.GetRequiredService<IMappings>().Current.Find(DirectoryRows.Dialect, "location")!;
        var partner = gateway.Services.GetRequiredService<PartnerBook>().Find(partnerId)!;
        using var file = new MemoryStream(Encoding.UTF8.GetBytes($"[{location}]"));
        var report = await gateway.Services.GetRequiredService<DirectoryImport>().ImportLocationsAsync(file, partner, DirectoryRows.By(mapping), cancellation);
        if (report.Taken != 1) throw new InvalidOperationException($"The demo's own location was not taken: {string.Join("; ", report.Bad)}");
    }

    private void Title(string text)
    {
        output.WriteLine();
        output.WriteLine($"== {++scene}. {text}");
    }
}
