using System.Net.Http.Headers;
using System.Text;
using System.Threading.Channels;
using ProtocolGateway.Directory;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Host.Demo;

/// <summary>One record each way, over real HTTP, and both documents beside each other.</summary>
internal sealed class Journey(DemoSettings settings, StandIns standIns, WebApplication gateway)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>True when both records arrived.</summary>
    public async Task<bool> RunAsync(TextWriter output, CancellationToken cancellation)
    {
        await ImportLocationAsync(cancellation);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{settings.Partners}") };

        using var soap = Content(DemoDocuments.EmipRecord, "application/soap+xml");
        var first = await CarryAsync(output, "An eMIP CPO charges a session to an OCPI eMSP", client, "/api/emip", soap, standIns.OcpiRecords,
            "the eMIP CPO FR*798 said", "the OCPI eMSP DE*ABC received", cancellation);

        using var json = Content(DemoDocuments.OcpiRecord, "application/json");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Token", Convert.ToBase64String(Encoding.UTF8.GetBytes(DemoSettings.OcpiTokenForUs)));
        var second = await CarryAsync(output, "An OCPI CPO charges a session to an eMIP eMSP", client, "/ocpi/2.2.1/cdrs", json, standIns.Emip,
            "the OCPI CPO DE*CPO said", "the eMIP eMSP FR*MSP received", cancellation);
        return first && second;
    }

    private async Task<bool> CarryAsync(
        TextWriter output, string title, HttpClient client, string address, HttpContent said, ChannelReader<string> received,
        string sender, string receiver, CancellationToken cancellation)
    {
        output.WriteLine();
        output.WriteLine($"== {title}");
        using var answer = await client.PostAsync(address, said, cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            output.WriteLine($"The gateway answered HTTP {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellation)}");
            return false;
        }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var document = await received.ReadAsync(patience.Token);
            SideBySide.Print(output, sender, Encoding.UTF8.GetString(await said.ReadAsByteArrayAsync(cancellation)), receiver, document);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            output.WriteLine($"Nothing arrived within {Patience.TotalSeconds:0} s; http://127.0.0.1:{settings.Console}/api/deliveries says why.");
            return false;
        }
    }

    private async Task ImportLocationAsync(CancellationToken cancellation)
    {
        var mapping = gateway.Services.GetRequiredService<IMappings>().Current.Find(DirectoryRows.Dialect, "location")!;
        var partner = gateway.Services.GetRequiredService<PartnerBook>().Find("acme")!;
        using var file = new MemoryStream([.. "["u8, .. DemoDocuments.Location, .. "]"u8]);
        var report = await gateway.Services.GetRequiredService<DirectoryImport>().ImportLocationsAsync(file, partner, DirectoryRows.By(mapping), cancellation);
        if (report.Taken != 1) throw new InvalidOperationException($"The demo's own location was not taken: {string.Join("; ", report.Bad)}");
    }

    private static ByteArrayContent Content(byte[] body, string mediaType)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType) { CharSet = "utf-8" };
        return content;
    }
}
