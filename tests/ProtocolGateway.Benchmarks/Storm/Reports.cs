using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace ProtocolGateway.Benchmarks.Storm;

/// <summary>Posts busy states of many EVSEs over connections that are kept open, at a steady rate.</summary>
internal sealed class Reports(Uri gateway, int evses) : IDisposable
{
    private const int Connections = 64;

    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = Connections });
    private readonly DateTimeOffset start = DateTimeOffset.UtcNow.AddHours(-2);

    private int said;

    /// <summary>The last state of each, as it was said.</summary>
    public string[] Last { get; } = new string[evses];

    public static string Evse(int number) => $"FR*798*ESTORM*{number}";

    /// <returns>Until each was acknowledged, in ms; and how long all took.</returns>
    public async Task<(double[] Acknowledged, TimeSpan Lasted)> RunAsync(int reports, double perSecond)
    {
        var acknowledged = new double[reports];
        var first = said;
        said += reports;
        for (var i = first; i < said; i++) Last[i % evses] = Status(i);
        var next = -1;
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var i && i < reports)
            {
                if ((i / perSecond * 1000) - Stopwatch.GetElapsedTime(begun).TotalMilliseconds is > 1 and var early)
                    await Task.Delay(TimeSpan.FromMilliseconds(early));
                var sent = Stopwatch.GetTimestamp();
                await PostAsync(first + i);
                acknowledged[i] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            }
        }));
        return (acknowledged, Stopwatch.GetElapsedTime(begun));
    }

    public void Dispose() => client.Dispose();

    private string Status(int report) => $"{1 + (report / evses % 3)}";

    private async Task PostAsync(int report)
    {
        var at = start.AddSeconds(report / evses);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(
            $"""
            <soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:m="https://api-iop.gireve.com/schemas/EVCIDynamicV1/"><soap:Body><m:eMIP_ToIOP_SetEVSEBusyStatusRequest>
            <transactionId>T-{report}</transactionId><partnerIdType>eMI3</partnerIdType><partnerId>FR*798</partnerId><operatorIdType>eMI3</operatorIdType><operatorId>FR*798</operatorId>
            <EVSEIdType>eMI3</EVSEIdType><EVSEId>{Evse(report % evses)}</EVSEId><statusEventDate>{at:yyyy-MM-dd'T'HH:mm:ss'Z'}</statusEventDate><busyStatus>{Status(report)}</busyStatus>
            </m:eMIP_ToIOP_SetEVSEBusyStatusRequest></soap:Body></soap:Envelope>
            """));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/soap+xml; charset=UTF-8");
        using var answer = await client.PostAsync(new Uri(gateway, "api/emip"), content);
        var text = await answer.Content.ReadAsStringAsync();
        if (!text.Contains("<requestStatus>1<", StringComparison.Ordinal))
            throw new InvalidOperationException($"A status was answered HTTP {(int)answer.StatusCode}: {text}");
    }
}
