using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace ProtocolGateway.Benchmarks.Translation;

/// <summary>Two documents field by field: what is not the same is not measured.</summary>
internal static class Contents
{
    /// <exception cref="InvalidOperationException">They differ; the message lists where.</exception>
    public static void DemandSameJson(ReadOnlyMemory<byte> yardstick, ReadOnlyMemory<byte> product)
    {
        using var one = JsonDocument.Parse(yardstick);
        using var other = JsonDocument.Parse(product);
        Demand("OCPI", Leaves(one.RootElement, ""), Leaves(other.RootElement, ""), yardstick, product);
    }

    /// <exception cref="InvalidOperationException">They differ; the message lists where.</exception>
    public static void DemandSameXml(byte[] yardstick, byte[] product) =>
        Demand("eMIP", Leaves(XDocument.Load(new MemoryStream(yardstick)).Root!, ""), Leaves(XDocument.Load(new MemoryStream(product)).Root!, ""), yardstick, product);

    private static void Demand(
        string what, IEnumerable<string> yardstick, IEnumerable<string> product, ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other)
    {
        var (byHand, mapped) = (yardstick.ToHashSet(), product.ToHashSet());
        var differences = byHand.Except(mapped).Select(x => $"  only by hand: {x}").Concat(mapped.Except(byHand).Select(x => $"  only mapped:  {x}")).ToList();
        if (differences.Count == 0) return;
        throw new InvalidOperationException(
            $"The {what} documents differ, so their costs can't be compared:\n{string.Join('\n', differences)}\n"
            + $"by hand: {Encoding.UTF8.GetString(one.Span)}\nmapped:  {Encoding.UTF8.GetString(other.Span)}");
    }

    private static IEnumerable<string> Leaves(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Leaves(p.Value, $"{path}/{p.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, i) => Leaves(item, $"{path}[{i}]")),
        JsonValueKind.Number => [$"{path} = {element.GetDecimal() / 1.000000000000000000m}"],
        _ => [$"{path} = {element}"],
    };

    /// <summary>In the order of the document, which is part of what eMIP says; an empty SOAP header says nothing.</summary>
    private static IEnumerable<string> Leaves(XElement element, string path)
    {
        var here = $"{path}/{element.Name}";
        if (element.HasElements) return element.Elements().SelectMany((child, i) => Leaves(child, child.Name.LocalName == "meterReport" ? $"{here}[{i}]" : here));
        return element.Name.LocalName == "Header" ? [] : [$"{here} = {element.Value}"];
    }
}
