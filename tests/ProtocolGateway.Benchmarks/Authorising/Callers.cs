using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace ProtocolGateway.Benchmarks.Authorising;

/// <summary>CPOs that ask for drivers, so many at once: each another driver at another EVSE.</summary>
internal sealed class Callers : IDisposable
{
    public const int Count = 50;

    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = Count });
    private int asked;

    /// <summary>How long each answer took, in milliseconds, and how long all of them.</summary>
    public async Task<(IReadOnlyList<double> Took, TimeSpan Lasted)> RunAsync(Uri address, int questions)
    {
        var bodies = Enumerable.Range(0, questions).Select(_ => Make()).ToArray();
        var took = new double[questions];
        var next = -1;
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Count).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var i && i < questions)
            {
                var sent = Stopwatch.GetTimestamp();
                await AskAsync(address, bodies[i]);
                took[i] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            }
        }));
        return (took, Stopwatch.GetElapsedTime(begun));
    }

    public void Dispose() => client.Dispose();

    private async Task AskAsync(Uri address, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/soap+xml; charset=UTF-8");
        using var answer = await client.PostAsync(address, content);
        var text = await answer.Content.ReadAsStringAsync();
        if (!text.Contains("<authorisationValue>1<", StringComparison.Ordinal)) throw new InvalidOperationException($"HTTP {(int)answer.StatusCode}: {text}");
    }

    private byte[] Make()
    {
        var number = ++asked;
        return Encoding.UTF8.GetBytes(
            $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:m="https://api-iop.gireve.com/schemas/AuthorisationV1/"><soap:Header/><soap:Body><m:eMIP_ToIOP_GetServiceAuthorisationRequest><transactionId>T-{number}</transactionId><partnerIdType>eMI3</partnerIdType><partnerId>FR*798</partnerId><operatorIdType>eMI3</operatorIdType><operatorId>FR*798</operatorId><EVSEIdType>eMI3</EVSEIdType><EVSEId>FR*798*E{number}</EVSEId><userIdType>RFID-UID</userIdType><userId>04{number:X12}</userId><requestedServiceId>1</requestedServiceId></m:eMIP_ToIOP_GetServiceAuthorisationRequest></soap:Body></soap:Envelope>
            """);
    }
}
