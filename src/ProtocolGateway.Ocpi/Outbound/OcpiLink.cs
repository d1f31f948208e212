using System.Globalization;
using System.Net;
using System.Net.Security;
using ProtocolGateway.Ocpi.Upkeep;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi.Outbound;

/// <summary>The connection to one partner. Expected trouble is a reply, never an exception.</summary>
internal sealed class OcpiLink : IDisposable
{
    /// <summary>The largest page of a list that is read: a hundred CDRs with signed data have some megabytes.</summary>
    public const int MostListed = 16 * 1024 * 1024;

    private readonly HttpClient client;
    private readonly TimeProvider time;

    /// <param name="connection">Null for a partner that is not spoken to: there is no module of it to be found.</param>
    public OcpiLink(OcpiOptions options, OcpiConnection? connection, TimeProvider time)
    {
        (Options, Connection) = (options, connection);
        this.time = time;
        client = new HttpClient(new SocketsHttpHandler
        {
            // A redirect of a POST would lose it or tell our token to a stranger (ocpi.md 8.1).
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            // Names move to other machines.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            SslOptions = new SslClientAuthenticationOptions { EnabledSslProtocols = Tls.Versions },
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        Endpoints = new Endpoints(this);
    }

    public OcpiOptions Options { get; }

    public OcpiConnection? Connection { get; }

    public Endpoints Endpoints { get; }

    /// <param name="correlationId">The same for all calls about one thing; the request's own id is new each time.</param>
    public Task<OcpiReply> GetAsync(Uri url, string correlationId) =>
        SendAsync(new Call(HttpMethod.Get, url, correlationId), CancellationToken.None);

    /// <summary>One page of a list, up to <see cref="MostListed"/> bytes of it.</summary>
    public Task<OcpiReply> GetPageAsync(
        Uri url, string correlationId, IEnumerable<KeyValuePair<string, string>> routing, CancellationToken cancellation) =>
        SendAsync(new Call(HttpMethod.Get, url, correlationId) { Routing = routing, MostAnswered = MostListed }, cancellation);

    public void Dispose() => client.Dispose();

    public async Task<OcpiReply> SendAsync(Call call, CancellationToken cancellation)
    {
        var content = call.Body is null ? null : new SentBody(call.Body);
        using var request = new HttpRequestMessage(call.Method, call.Url) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", Connection!.Authorization);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation(OcpiHeaders.RequestId, Guid.NewGuid().ToString());
        request.Headers.TryAddWithoutValidation(OcpiHeaders.CorrelationId, call.CorrelationId);
        foreach (var (name, value) in call.Routing) request.Headers.TryAddWithoutValidation(name, value);

        using var deadline = new CancellationTokenSource(Options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var (bytes, whole) = await ReadAsync(response, call.MostAnswered, either.Token);
            cancellation.ThrowIfCancellationRequested();
            return new OcpiReply.Answered(response.StatusCode, bytes, whole, response.Headers.Location?.OriginalString, RetryAfter(response))
            {
                Links = Values(response, OcpiHeaders.Link),
                TotalCount = long.TryParse(Values(response, OcpiHeaders.TotalCount).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null,
            };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            var what = deadline.IsCancellationRequested ? $"no answer within {Options.Timeout.TotalSeconds:0.###} s" : e.Message;
            return content is { IsSent: true }
                ? new OcpiReply.Lost($"{call.Method} {call.Url}: {what}")
                : new OcpiReply.Unheard($"{call.Method} {call.Url}: {what}");
        }
    }

    /// <summary>As much of the body as came, and whether that is all of it.</summary>
    private static async Task<(byte[] Bytes, bool Whole)> ReadAsync(HttpResponseMessage response, int most, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        try
        {
            using var stream = await response.Content.ReadAsStreamAsync(cancellation);
            var part = new byte[8 * 1024];
            while (bytes.Length <= most && await stream.ReadAsync(part, cancellation) is > 0 and var length)
                bytes.Write(part, 0, length);
            return (bytes.ToArray(), bytes.Length <= most);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or OperationCanceledException)
        {
            return (bytes.ToArray(), false);
        }
    }

    private static string[] Values(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? [.. values] : [];

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait > TimeSpan.Zero ? wait : null;
    }

    /// <summary>One request.</summary>
    /// <param name="CorrelationId">The same for all calls about one thing; the request's own id is new each time.</param>
    internal sealed record Call(HttpMethod Method, Uri Url, string CorrelationId)
    {
        public byte[]? Body { get; init; }

        /// <summary>Who speaks to whom.</summary>
        public IEnumerable<KeyValuePair<string, string>> Routing { get; init; } = [];

        /// <summary>How much of the answer is read.</summary>
        public int MostAnswered { get; init; } = 1024 * 1024;
    }
}
