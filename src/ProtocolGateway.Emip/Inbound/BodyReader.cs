using Microsoft.AspNetCore.Http;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>Reads a request's body, never more of it than is allowed.</summary>
internal static class BodyReader
{
    /// <summary>emip.md 7.11: cap the size. The largest real message is a few kB.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>What it may take: its length, or <see cref="MaxLength"/> where that isn't told or is more, of which no more is read.</summary>
    public static long Expected(HttpRequest request) => Math.Min(request.ContentLength ?? MaxLength, MaxLength);

    /// <summary>The bytes; null when there are more than <see cref="MaxLength"/>.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > MaxLength) return null;
        var bytes = new byte[(int)(request.ContentLength ?? 4096)];
        var length = 0;
        while (true)
        {
            if (length == bytes.Length)
            {
                // A body of the length stated ends here; one without a stated length may go on.
                if (request.ContentLength is not null) return bytes;
                if (length > MaxLength) return null;
                Array.Resize(ref bytes, Math.Min(length * 2, MaxLength + 1));
            }
            var read = await request.Body.ReadAsync(bytes.AsMemory(length), cancellation);
            if (read == 0) return length > MaxLength ? null : bytes.AsMemory(0, length);
            length += read;
        }
    }
}
