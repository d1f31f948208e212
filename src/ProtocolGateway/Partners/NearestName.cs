namespace ProtocolGateway.Partners;

/// <summary>What somebody may have meant who wrote a name that does not exist.</summary>
internal static class NearestName
{
    /// <summary>The known name that needs the fewest changes; null when none is near enough to be worth suggesting.</summary>
    /// <param name="allowed">So many changes are near enough, however short the name.</param>
    public static string? Of(string written, IEnumerable<string> known, int allowed = 1)
    {
        string? nearest = null;
        var fewest = Math.Max(allowed, written.Length / 3) + 1;
        foreach (var name in known)
        {
            var changes = Changes(written.ToUpperInvariant(), name.ToUpperInvariant());
            // Of which nothing is left, that was not meant.
            if (changes >= fewest || changes >= Math.Max(written.Length, name.Length)) continue;
            (nearest, fewest) = (name, changes);
        }
        return nearest;
    }

    /// <summary>How many characters have to be put in, taken out or replaced.</summary>
    private static int Changes(string one, string other)
    {
        var above = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = above[0];
            above[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = above[j];
                above[j] = Math.Min(replaced, Math.Min(above[j], above[j - 1]) + 1);
            }
        }
        return above[other.Length];
    }
}
