using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace ProtocolGateway.Benchmarks.Directory;

/// <summary>Partners that call a gateway's OCPI over connections that are kept open.</summary>
internal sealed class OcpiCaller(Uri gateway, int connections) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = connections });

    /// <summary>How long each call took, in milliseconds, and how long all of them.</summary>
    /// <param name="call">The method, the address below <c>/ocpi/2.2.1/</c> and the body of the call of that number.</param>
    public async Task<(double[] Took, TimeSpan Lasted)> RunAsync(string token, int calls, Func<int, (HttpMethod, string, string?)> call)
    {
        var took = new double[calls];
        var next = -1;
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var i && i < calls)
            {
                var sent = Stopwatch.GetTimestamp();
                await SayAsync(token, call(i));
                took[i] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            }
        }));
        return (took, Stopwatch.GetElapsedTime(begun));
    }

    public void Dispose() => client.Dispose();

    private async Task SayAsync(string token, (HttpMethod Method, string Path, string? Body) call)
    {
        using var request = new HttpRequestMessage(call.Method, new Uri(gateway, $"ocpi/2.2.1/{call.Path}"));
        request.Headers.Authorization = new("Token", Convert.ToBase64String(Encoding.UTF8.GetBytes(token)));
        if (call.Body is not null) request.Content = new StringContent(call.Body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (!text.Contains("\"status_code\":1000", StringComparison.Ordinal))
            throw new InvalidOperationException($"{call.Method} {call.Path} was answered HTTP {(int)answer.StatusCode}: {text[..Math.Min(text.Length, 500)]}");
    }
}
