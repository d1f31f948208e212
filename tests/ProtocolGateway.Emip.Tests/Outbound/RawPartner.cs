using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ProtocolGateway.Emip.Tests.Outbound;

/// <summary>A partner that keeps the bytes it gets and answers with the bytes it is given.</summary>
internal sealed class RawPartner : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task listening;
    private readonly ConcurrentQueue<byte[]> next = new();

    public RawPartner()
    {
        listener.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/api/emip";
        listening = ListenAsync();
    }

    public string Url { get; }

    /// <summary>Request heads and bodies, in order.</summary>
    public ConcurrentQueue<(string Head, string Body)> Requests { get; } = new();

    public IEnumerable<string> Bodies => Requests.Select(r => r.Body);

    /// <summary>What is answered; null closes the connection without a word.</summary>
    public byte[]? Answer { get; set; }

    /// <summary>Says nothing, and keeps the connection open.</summary>
    public bool Silent { get; set; }

    public void Say(int status, string body, string contentType = "application/soap+xml; charset=utf-8", string headers = "") =>
        Answer = Response(status, body, contentType, headers);

    /// <summary>The answer to one request that has none yet.</summary>
    public void Next(int status, string body) => next.Enqueue(Response(status, body, "application/soap+xml; charset=utf-8", ""));

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await listening;
    }

    private static byte[] Response(int status, string body, string contentType, string headers)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Type: {contentType}\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n{headers}\r\n"), .. bytes];
    }

    private async Task ListenAsync()
    {
        var open = new List<TcpClient>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                open.Add(client);
                await ServeAsync(client.GetStream());
                if (!Silent) client.Close();
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // The listener was stopped.
            foreach (var client in open) client.Dispose();
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var buffer = new byte[8192];
        while (true)
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0) return;
            bytes.AddRange(buffer[..read]);
            var text = Encoding.UTF8.GetString([.. bytes]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0) continue;
            var head = text[..end];
            var length = int.Parse(head.Split("\r\n").Single(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))[15..], CultureInfo.InvariantCulture);
            if (bytes.Count < end + 4 + length) continue;
            Requests.Enqueue((head, text[(end + 4)..]));
            break;
        }
        if (Silent || (next.TryDequeue(out var first) ? first : Answer) is not { } answer) return;
        await stream.WriteAsync(answer);
        await stream.FlushAsync();
    }
}
