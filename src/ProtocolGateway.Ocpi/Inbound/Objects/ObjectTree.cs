using System.Globalization;
using System.Text.Json.Nodes;
using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Inbound.Objects;

/// <summary>A stored object in the words of the version that the caller speaks, into which a change is put.</summary>
internal sealed class ObjectTree(JsonObject root)
{
    private const string LastUpdated = "last_updated";

    public JsonObject Root => root;

    /// <summary>The part of that address, and what holds it, from the outside in; null when one of them isn't there.</summary>
    public IReadOnlyList<JsonObject>? Find(ObjectAddress address)
    {
        var found = new List<JsonObject> { root };
        foreach (var (part, id) in address.Parts)
        {
            if (Parts(found[^1], part).FirstOrDefault(p => IsNamed(p, part, id)) is not { } next) return null;
            found.Add(next);
        }
        return found;
    }

    /// <summary>Puts a part in its place, new or not; null when what is to hold it isn't there.</summary>
    public IReadOnlyList<JsonObject>? Put(ObjectAddress address, JsonObject value)
    {
        var (part, id) = address.Parts[^1];
        if (Find(address with { Parts = [.. address.Parts.SkipLast(1)] }) is not { } holders) return null;
        if (holders[^1][part.List] is not JsonArray list) holders[^1][part.List] = list = [];
        var own = value.DeepClone().AsObject();
        var index = Enumerable.Range(0, list.Count).FirstOrDefault(i => list[i] is JsonObject known && IsNamed(known, part, id), -1);
        if (index < 0) list.Add(own);
        else list[index] = own;
        return [.. holders, own];
    }

    /// <summary>A change of a part is a change of what holds it (ocpi.md 5.1, cascade): upwards, and never back in time.</summary>
    /// <param name="parts">From the outside in.</param>
    public static void Bump(IReadOnlyList<JsonObject> parts, DateTimeOffset at, string text)
    {
        foreach (var part in parts)
            if (When(part) is not { } known || known < at) part[LastUpdated] = text;
    }

    /// <summary>Null where it isn't told, or is no time.</summary>
    public static DateTimeOffset? When(JsonObject part) => When(part, LastUpdated);

    public static DateTimeOffset? When(JsonObject part, string member) => Text(part, member) is { } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : null;

    public static string? Text(JsonObject part, string member) => part[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>What is wrong with the time that a change tells.</summary>
    /// <param name="required">It has to tell one.</param>
    public static IEnumerable<Fault> FindTimeFaults(JsonObject said, bool required)
    {
        if (said[LastUpdated] is not null && When(said) is null) yield return new(LastUpdated, "no time is written there");
        if (said[LastUpdated] is null && required) yield return new(LastUpdated, "missing; each change says when it was made");
    }

    private static IEnumerable<JsonObject> Parts(JsonObject whole, ObjectPart part) => (whole[part.List] as JsonArray)?.OfType<JsonObject>() ?? [];

    private static bool IsNamed(JsonObject value, ObjectPart part, string id) => Ids.Same(Text(value, part.Id)?.Trim(), id.Trim());
}
