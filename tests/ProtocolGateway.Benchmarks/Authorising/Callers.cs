using System.Diagnostics;

namespace ProtocolGateway.Benchmarks.Authorising;

/// <summary>CPOs that ask for drivers, so many at once: each another driver at another EVSE.</summary>
internal sealed class Callers(Asking asking) : IDisposable
{
    public const int Count = 50;

    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = Count });
    private int asked;

    /// <summary>How long each answer took, in milliseconds, and how long all of them.</summary>
    public async Task<(IReadOnlyList<double> Took, TimeSpan Lasted)> RunAsync(Uri address, int questions)
    {
        var requests = Enumerable.Range(0, questions).Select(_ => asking.Make(address, ++asked)).ToArray();
        var took = new double[questions];
        var next = -1;
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Count).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var i && i < questions)
            {
                var sent = Stopwatch.GetTimestamp();
                await AskAsync(requests[i]);
                took[i] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            }
        }));
        return (took, Stopwatch.GetElapsedTime(begun));
    }

    public void Dispose() => client.Dispose();

    private async Task AskAsync(HttpRequestMessage request)
    {
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (!text.Contains(asking.Allowed, StringComparison.Ordinal)) throw new InvalidOperationException($"HTTP {(int)answer.StatusCode}: {text}");
    }
}
