using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace ProtocolGateway.Emip.Outbound;

/// <summary>
/// Stands in the channel's HTTP pipe. It adds what the channel lacks (the XML declaration, other media types), keeps the
/// exact bytes of both directions, and sees statuses that the channel turns into exceptions.
/// </summary>
internal sealed class Tap(HttpMessageHandler inner, EmipOptions options, TimeProvider clock) : DelegatingHandler(inner)
{
    private const int MaxAnswer = 1 << 20;
    private static readonly byte[] Declaration = Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    private static readonly AsyncLocal<Call?> Current = new();

    /// <summary>Whatever is called from here on is recorded in <paramref name="call"/>.</summary>
    public static void Record(Call call) => Current.Value = call;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = Current.Value ?? new Call();
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        call.Sent = [.. Declaration, .. body];
        request.Content = new Watched(call, MediaType(request.Content.Headers.ContentType));
        // Waiting for the partner's leave costs a second with servers that don't know it.
        request.Headers.ExpectContinue = false;

        var response = await base.SendAsync(request, cancellationToken);
        call.Status = (int)response.StatusCode;
        call.RetryAfter = Wait(response.Headers.RetryAfter);
        call.Answer = await ReadAsync(response.Content, cancellationToken);
        response.Content = new ByteArrayContent(call.Answer ?? []);
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(Wire.SoapEnvelope.MediaType) { CharSet = "utf-8" };
        return response;
    }

    private TimeSpan? Wait(RetryConditionHeaderValue? after)
    {
        var wait = after?.Delta ?? after?.Date - clock.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private MediaTypeHeaderValue MediaType(MediaTypeHeaderValue? channels)
    {
        var mediaType = new MediaTypeHeaderValue(options.ContentType) { CharSet = "utf-8" };
        var action = channels?.Parameters.FirstOrDefault(p => p.Name == "action");
        if (action is not null && options.ContentType == Wire.SoapEnvelope.MediaType) mediaType.Parameters.Add(action);
        return mediaType;
    }

    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[8192];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MaxAnswer) return null;
        }
        return bytes.ToArray();
    }

    /// <summary>Content that notes when all of it was written.</summary>
    private sealed class Watched : HttpContent
    {
        private readonly Call call;

        public Watched(Call call, MediaTypeHeaderValue mediaType)
        {
            this.call = call;
            Headers.ContentType = mediaType;
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(call.Sent);
            call.BodySent = true;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = call.Sent!.Length;
            return true;
        }
    }
}
