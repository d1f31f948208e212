using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ProtocolGateway.Canonical;

namespace ProtocolGateway.Exchanges;

/// <summary>
/// When two hearings of a fact say the same (translation.md section 4): whatever the notation of their numbers, and whatever they hold that no
/// schema knows, which not every way carries.
/// </summary>
internal static class FactContent
{
    private static readonly JsonSerializerOptions Options = Create();

    public static byte[] Hash(object content) => SHA256.HashData(Write(content));

    /// <summary>The members that differ, in canonical names: <c>total_energy: 12.5 before, 13 now</c>.</summary>
    public static IReadOnlyList<Difference> Compare(object first, object second)
    {
        using var one = JsonDocument.Parse(Write(first));
        using var other = JsonDocument.Parse(Write(second));
        var found = new List<Difference>();
        Compare("", one.RootElement, other.RootElement, found);
        return found;
    }

    private static byte[] Write(object content) => JsonSerializer.SerializeToUtf8Bytes(content, content.GetType(), Options);

    private static void Compare(string path, JsonElement? first, JsonElement? second, List<Difference> found)
    {
        if (first is { ValueKind: JsonValueKind.Object } one && second is { ValueKind: JsonValueKind.Object } other)
        {
            var names = one.EnumerateObject().Concat(other.EnumerateObject()).Select(m => m.Name).Distinct();
            foreach (var name in names) Compare(path.Length == 0 ? name : $"{path}.{name}", Member(one, name), Member(other, name), found);
        }
        else if (first is null || second is null || !JsonElement.DeepEquals(first.Value, second.Value))
        {
            found.Add(new(path, first?.GetRawText(), second?.GetRawText()));
        }
    }

    private static JsonElement? Member(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value : null;

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(CanonicalJson.Options);
        options.Converters.Add(new NumberConverter());
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WithoutOthers } };
        return options;
    }

    private static void WithoutOthers(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.PropertyType == typeof(OtherMembers)) property.ShouldSerialize = static (_, _) => false;
    }

    private sealed class NumberConverter : JsonConverter<decimal>
    {
        // Dividing by it drops the trailing zeros.
        private const decimal One = 1.0000000000000000000000000000m;

        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value / One);
    }
}

/// <summary>A member that two hearings tell differently; null where one doesn't tell it.</summary>
internal sealed record Difference(string Place, string? First, string? Second)
{
    public override string ToString() => $"{Place}: {First ?? "nothing"} before, {Second ?? "nothing"} now";
}
