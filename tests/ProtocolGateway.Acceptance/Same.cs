using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace ProtocolGateway.Acceptance;

/// <summary>Compares whole documents: only what no reader may rely on (order of members, notation of numbers, blanks) is set aside.</summary>
internal static class Same
{
    /// <summary>A JSON text in a form that equal documents share.</summary>
    public static string Json(JsonNode? node) => Canonical(node)?.ToJsonString(new() { WriteIndented = true }) ?? "null";

    /// <summary>An XML text in a form that equal documents share: prefixes and blanks between elements don't matter.</summary>
    public static string Xml(string xml) => Canonical(XDocument.Parse(xml).Root!).ToString();

    private static JsonNode? Canonical(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Canonical(p.Value)))),
        // The dimensions of a period are a set; every other list of a CDR has an order.
        JsonArray a when a.All(item => item is JsonObject dimension && dimension["volume"] is not null) => new JsonArray([.. a.OrderBy(item => item!["type"]!.ToString()).Select(Canonical)]),
        JsonArray a => new JsonArray([.. a.Select(Canonical)]),
        JsonValue v when v.GetValueKind() == System.Text.Json.JsonValueKind.Number =>
            JsonValue.Create(decimal.Parse(v.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture) / 1.000000000000000000000000000000m),
        _ => node?.DeepClone(),
    };

    private static XElement Canonical(XElement element) => new(
        element.Name,
        element.HasElements ? element.Elements().Select(Canonical) : element.Value);
}
