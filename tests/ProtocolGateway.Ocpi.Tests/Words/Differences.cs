using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ProtocolGateway.Ocpi.Tests.Words;

/// <summary>
/// Where two JSON documents say different things: by paths without indices. Nothing, null and an empty list are the same
/// (ocpi.md 1.8), and so are two notations of an instant or a number.
/// </summary>
internal static partial class Differences
{
    public static IReadOnlyList<string> Between(JsonNode? one, JsonNode? other)
    {
        var (left, right) = (Leaves(one), Leaves(other));
        return [.. left.Keys.Union(right.Keys).Where(path => !Values(left, path).SequenceEqual(Values(right, path))).Order(StringComparer.Ordinal)];
    }

    private static List<string> Values(Dictionary<string, List<string>> leaves, string path) => leaves.GetValueOrDefault(path) ?? [];

    private static Dictionary<string, List<string>> Leaves(JsonNode? node)
    {
        var leaves = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        Collect(node, "", leaves);
        return leaves;
    }

    private static void Collect(JsonNode? node, string path, Dictionary<string, List<string>> leaves)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members) Collect(value, path.Length == 0 ? name : $"{path}.{name}", leaves);
                break;
            case JsonArray items:
                foreach (var item in items) Collect(item, path + "[]", leaves);
                break;
            case JsonValue value:
                if (!leaves.TryGetValue(path, out var values)) leaves[path] = values = [];
                values.Add(Plain(value));
                break;
        }
    }

    private static string Plain(JsonValue value)
    {
        if (value.GetValueKind() == JsonValueKind.Number)
            return decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture).ToString("0.############", CultureInfo.InvariantCulture);
        var text = value.ToJsonString();
        return Instant().IsMatch(text)
            ? DateTimeOffset.Parse(text.Trim('"'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToString("O", CultureInfo.InvariantCulture)
            : text;
    }

    [GeneratedRegex("""^"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?"$""")]
    private static partial Regex Instant();
}
