using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace ProtocolGateway.Documents;

/// <summary>One string per member name, so that names cost nothing per document. Bounded: strangers' names are not kept for ever.</summary>
internal static class Names
{
    private const int Most = 4096;
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Known.GetAlternateLookup<ReadOnlySpan<char>>();

    public static string Intern(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped || reader.ValueSpan.Length > 64) return reader.GetString()!;
        Span<char> name = stackalloc char[64];
        name = name[..Encoding.UTF8.GetChars(reader.ValueSpan, name)];
        if (Lookup.TryGetValue(name, out var known)) return known;
        var text = name.ToString();
        if (Known.Count < Most) Known.TryAdd(text, text);
        return text;
    }
}
