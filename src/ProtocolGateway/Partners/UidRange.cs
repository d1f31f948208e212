using System.Diagnostics.CodeAnalysis;

namespace ProtocolGateway.Partners;

/// <summary>Card ids that begin alike, or between two such beginnings: <c>04A2</c>, <c>0480-04BF</c> (both included).</summary>
public sealed record UidRange(string From, string To)
{
    public bool Contains(string uid)
    {
        var key = Canonical.Ids.Key(uid);
        if (key.Length < From.Length) return false;
        var beginning = key[..From.Length];
        return string.CompareOrdinal(beginning, From) >= 0 && string.CompareOrdinal(beginning, To) <= 0;
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out UidRange? range)
    {
        var parts = text.ToUpperInvariant().Split('-', StringSplitOptions.TrimEntries);
        var (from, to) = (parts[0], parts[^1]);
        var good = parts.Length <= 2 && from.Length is > 0 and <= 20 && to.Length == from.Length && parts.All(p => p.All(char.IsAsciiHexDigit))
            && string.CompareOrdinal(from, to) <= 0;
        range = good ? new(from, to) : null;
        return good;
    }
}
