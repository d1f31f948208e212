using System.Security.Cryptography;
using System.Text;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>Ends a list that doesn't end by itself (ocpi.md 8.2).</summary>
internal sealed class PageCount
{
    private const int MostPages = 100_000;

    // Objects may be added while it is read, and pages may be smaller than the first.
    private const int Slack = 10;

    // Of each address a digest: it may be as long as a header.
    private readonly HashSet<Guid> seen = [];
    private int pages;
    private long objects;

    /// <summary>Why the list goes on no further although it says so; null when it may.</summary>
    public string? Stops(Uri current, Uri next, long? total, int count)
    {
        seen.Add(Digest(current));
        pages++;
        objects += count;
        return seen.Contains(Digest(next)) ? "it leads back to a page that was read"
            : total is { } all && objects > (2 * all) + (Slack * (long)Paging.Usual) ? $"it gave {objects} objects and says that it has {all}"
            : pages >= MostPages ? $"it has more than {MostPages} pages"
            : null;
    }

    private static Guid Digest(Uri url) => new(SHA256.HashData(Encoding.UTF8.GetBytes(url.AbsoluteUri)).AsSpan(0, 16));
}
