using System.Net;
using System.Net.Http.Headers;

namespace ProtocolGateway.Ocpi.Outbound;

/// <summary>A body that knows whether it went out to its end: what a lost answer means depends on it.</summary>
internal sealed class SentBody : HttpContent
{
    private readonly byte[] json;
    private volatile bool sent;

    public SentBody(byte[] json)
    {
        this.json = json;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    public bool IsSent => sent;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(json, cancellationToken);
        sent = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = json.Length;
        return true;
    }
}
