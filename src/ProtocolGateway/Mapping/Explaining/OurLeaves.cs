using System.Text.Json;
using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Explaining;

/// <summary>All values of a record by path: <c>charging_periods[0].dimensions[1].volume</c>.</summary>
internal static class OurLeaves
{
    public static SortedDictionary<string, string> Of(object record)
    {
        using var json = JsonDocument.Parse(CanonicalJson.Write(record));
        return Of(json.RootElement);
    }

    public static SortedDictionary<string, string> Of(JsonElement record)
    {
        var leaves = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(leaves, "", record);
        return leaves;
    }

    public static string Join(string path, string field) => path.Length == 0 ? field : $"{path}.{field}";

    private static void Add(SortedDictionary<string, string> leaves, string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject()) Add(leaves, Join(path, member.Name), member.Value);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray()) Add(leaves, $"{path}[{index++}]", item);
                break;
            case JsonValueKind.Null: break;
            default:
                leaves[path] = value.ToString();
                break;
        }
    }
}
