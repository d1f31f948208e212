using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Benchmarks.Storm;

/// <summary>A hub that takes every status, and keeps the last busy state of each EVSE.</summary>
internal sealed partial class Hub : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly Dictionary<string, string> last = [];
    private int heard;

    private Hub(WebApplication application) => this.application = application;

    public string Url { get; private set; } = "";

    /// <summary>How many requests came.</summary>
    public int Heard => Volatile.Read(ref heard);

    public static async Task<Hub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var hub = new Hub(builder.Build());
        hub.application.MapPost("/", hub.TakeAsync);
        await hub.application.StartAsync();
        hub.Url = hub.application.Urls.Single() + "/";
        return hub;
    }

    public string? Last(string evse)
    {
        lock (last) return last.GetValueOrDefault(evse);
    }

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        Interlocked.Increment(ref heard);
        if (Busy().Match(text) is { Success: true } report)
            lock (last) last[report.Groups["evse"].Value] = report.Groups["status"].Value;
        context.Response.ContentType = "application/soap+xml; charset=utf-8";
        await context.Response.WriteAsync(
            """
            <soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:m="https://api-iop.gireve.com/schemas/EVCIDynamicV1/"><soap:Body><m:eMIP_ToIOP_SetEVSEBusyStatusResponse><transactionId>1</transactionId><requestStatus>1</requestStatus></m:eMIP_ToIOP_SetEVSEBusyStatusResponse></soap:Body></soap:Envelope>
            """);
    }

    [GeneratedRegex("<EVSEId>(?<evse>[^<]*)</EVSEId>.*<busyStatus>(?<status>[^<]*)<", RegexOptions.Singleline)]
    private static partial Regex Busy();
}
