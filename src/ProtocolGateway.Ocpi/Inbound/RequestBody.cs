using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>Reads a request's body, whatever its media type says, up to a limit.</summary>
internal static class RequestBody
{
    /// <summary>A CDR with signed data of a long session has some ten kilobytes.</summary>
    public const int Most = 1024 * 1024;

    /// <summary>What it may take: its length, or <see cref="Most"/> where that isn't told or is more, of which no more is read.</summary>
    public static long Expected(HttpRequest request) =>
        request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } ? 0 : Math.Min(request.ContentLength ?? Most, Most);

    /// <summary>Null when it is larger than <see cref="Most"/>; the rest is not read.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > Most) return null;
        var bytes = new byte[(int)(request.ContentLength ?? 8 * 1024)];
        var length = 0;
        while (true)
        {
            if (length == bytes.Length)
            {
                // A length that was announced is the whole of it; else one byte more tells.
                if (request.ContentLength is not null) return bytes;
                if (length > Most) return null;
                Array.Resize(ref bytes, Math.Min(length * 2, Most + 1));
            }
            var read = await request.Body.ReadAsync(bytes.AsMemory(length), cancellation);
            if (read == 0) return bytes[..length];
            length += read;
        }
    }
}
