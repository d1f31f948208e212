namespace ProtocolGateway.Ocpi.Wire;

/// <summary>The <c>Link</c> header: <c>&lt;https://...?offset=50&gt;; rel="next"</c>, perhaps among others (RFC 8288, ocpi.md 1.7).</summary>
internal static class LinkHeader
{
    /// <summary>The address of the next page as it is told; null when none is.</summary>
    public static string? Next(IEnumerable<string> headers) => headers.Select(Next).FirstOrDefault(url => url is not null);

    private static string? Next(string header)
    {
        var rest = header.AsSpan();
        while (rest.IndexOf('<') is >= 0 and var open)
        {
            rest = rest[(open + 1)..];
            if (rest.IndexOf('>') is not (>= 0 and var close)) return null;
            var url = rest[..close];
            rest = rest[(close + 1)..];
            if (IsNext(ref rest)) return url.Trim().ToString();
        }
        return null;
    }

    /// <summary>Reads one link's parameters up to the comma after them.</summary>
    private static bool IsNext(ref ReadOnlySpan<char> rest)
    {
        var next = false;
        for (rest = rest.TrimStart(); rest.StartsWith(';'); rest = rest.TrimStart())
        {
            rest = rest[1..];
            var end = rest.IndexOfAny('=', ';', ',') is >= 0 and var at ? at : rest.Length;
            var name = rest[..end].Trim();
            rest = rest[end..];
            if (!rest.StartsWith('=')) continue;
            var value = Value(ref rest);
            if (!name.Equals("rel", StringComparison.OrdinalIgnoreCase)) continue;
            foreach (var word in value.Split(' ')) next |= value[word].Equals("next", StringComparison.OrdinalIgnoreCase);
        }
        return next;
    }

    private static ReadOnlySpan<char> Value(ref ReadOnlySpan<char> rest)
    {
        rest = rest[1..].TrimStart();
        var quoted = rest.StartsWith('"');
        if (quoted) rest = rest[1..];
        var end = (quoted ? rest.IndexOf('"') : rest.IndexOfAny(';', ',')) is >= 0 and var at ? at : rest.Length;
        var value = rest[..end].Trim();
        rest = rest[(quoted && end < rest.Length ? end + 1 : end)..];
        return value;
    }
}
