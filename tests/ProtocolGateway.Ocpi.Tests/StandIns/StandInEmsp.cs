using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ProtocolGateway.Ocpi.Tests.StandIns;

/// <summary>
/// An eMSP made of nothing but a socket: it keeps every byte that it was sent, and answers by a script, with good manners or
/// without. Until told otherwise it is a well-behaved OCPI 2.2.1 partner.
/// </summary>
internal sealed class StandInEmsp : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Task accepting;

    public StandInEmsp()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Address => $"http://{listener.LocalEndpoint}";

    public ConcurrentQueue<RawRequest> Requests { get; } = [];

    public IEnumerable<RawRequest> Posts => Requests.Where(r => r.Line.StartsWith("POST ", StringComparison.Ordinal));

    public IEnumerable<RawRequest> Gets => Requests.Where(r => r.Line.StartsWith("GET ", StringComparison.Ordinal));

    public Func<RawRequest, string?> OnVersions { get; set; } = null!;

    public Func<RawRequest, string?> OnDetails { get; set; } = null!;

    /// <summary>The whole answer, status line and all; null: the connection is dropped without a word.</summary>
    public Func<RawRequest, string?> OnPost { get; set; } = _ => Answer(201, """{"status_code":1000,"timestamp":"2026-05-04T12:00:00Z"}""", "Location: https://volt.example/cdrs/1");

    /// <summary>The answer at every other address.</summary>
    public Func<RawRequest, string?> Otherwise { get; set; } = _ =>
        Answer(404, """{"status_code":2000,"status_message":"nothing here","timestamp":"2026-05-04T12:00:00Z"}""");

    /// <summary>While it is not done, nothing is answered.</summary>
    public Task Waits { get; set; } = Task.CompletedTask;

    public string CdrsPath { get; set; } = "/theirs/2.2.1/receiver/cdrs";

    public static string Answer(int status, string body, params string[] headers) => Answer(status, body, "application/json", headers);

    public static string Answer(int status, string body, string mediaType, string[] headers) =>
        $"HTTP/1.1 {status} Whatever\r\nContent-Type: {mediaType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
        + string.Concat(headers.Select(h => h + "\r\n")) + "\r\n" + body;

    public string? Versions() => Answer(200, Data($$"""
        [{"version":"2.1.1","url":"{{Address}}/theirs/2.1.1"},{"version":"2.2.1","url":"{{Address}}/theirs/2.2.1"}]
        """));

    public string? Details() => Answer(200, Data($$"""
        {"version":"2.2.1","endpoints":[
          {"identifier":"cdrs","role":"SENDER","url":"{{Address}}/theirs/2.2.1/sender/cdrs"},
          {"identifier":"cdrs","role":"RECEIVER","url":"{{Address}}{{CdrsPath}}"}]}
        """));

    public static string Data(string data) => $$"""{"data":{{data}},"status_code":1000,"timestamp":"2026-05-04T12:00:00Z"}""";

    /// <summary>Goes down. A second time changes nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (accepting.IsCompleted) return;
        await stopping.CancelAsync();
        await accepting;
        listener.Stop();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true) open.Add(ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            try
            {
                while (await RawRequest.ReadAsync(stream, stopping.Token) is { } request)
                {
                    Requests.Enqueue(request);
                    await Waits.WaitAsync(stopping.Token);
                    if (Script(request) is not { } answer) return;
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), stopping.Token);
                    if (answer.Contains("Connection: close", StringComparison.Ordinal)) return;
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The other side went away, or the test is over.
            }
        }
    }

    private string? Script(RawRequest request) => request.Line.Split(' ')[1] switch
    {
        "/ocpi/versions" => OnVersions is null ? Versions() : OnVersions(request),
        "/theirs/2.2.1" => OnDetails is null ? Details() : OnDetails(request),
        var path when path == CdrsPath => OnPost(request),
        _ => Otherwise(request),
    };
}

/// <summary>One request as it came: its line, its headers, its body's text.</summary>
internal sealed record RawRequest(string Line, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public static async Task<RawRequest?> ReadAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var bytes = new List<byte>();
        var part = new byte[4096];
        int head;
        while ((head = Encoding.Latin1.GetString([.. bytes]).IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
            if (!await MoreAsync()) return null;
        var lines = Encoding.UTF8.GetString([.. bytes[..head]]).Split("\r\n");
        var headers = lines[1..].Select(l => l.Split(": ", 2)).ToDictionary(h => h[0], h => h[1], StringComparer.OrdinalIgnoreCase);
        var length = int.Parse(headers.GetValueOrDefault("Content-Length", "0"), System.Globalization.CultureInfo.InvariantCulture);
        while (bytes.Count < head + 4 + length)
            if (!await MoreAsync()) return null;
        return new RawRequest(lines[0], headers, Encoding.UTF8.GetString([.. bytes[(head + 4)..]]));

        async Task<bool> MoreAsync()
        {
            var read = await stream.ReadAsync(part, cancellation);
            bytes.AddRange(part[..read]);
            return read > 0;
        }
    }
}
