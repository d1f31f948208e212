using CsCheck;
using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Cases;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>What a property test may choose, one after another; when nothing is left the first of all choices.</summary>
internal sealed class Choices(int[] made)
{
    private int next;

    public static Gen<Choices> Any { get; } = Gen.Int[0, 9999].Array[0, 300].Select(made => new Choices(made));

    /// <summary>A number from 0 on, below <paramref name="count"/>.</summary>
    public int Of(int count) => next < made.Length ? made[next++] % count : 0;

    public T Of<T>(IReadOnlyList<T> list) => list[Of(list.Count)];

    public bool OneIn(int count) => Of(count) == count - 1;
}

/// <summary>Any document that a schema allows, and values that are at the edge of it.</summary>
internal static class AnyDocument
{
    private static readonly string[] Texts =
    [
        "A", "FR*798", "FR798", "2026-05-04T08:00:00Z", "2026-05-04T08:00:00.1234567+14:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00-14:00", "24:00", "1: Ok",
        "45.767299", "-0", "1e10", "Wh", "kWh", "min", "EUR", "Rhône \u2028 \U0001F697", " ", "#NA", "'\"<&>", "999999999999999999999999", new('x', 300),
    ];

    private static readonly string[] Numbers = ["0", "1", "-1", "0.0001", "0.00005", "15.3421", "79228162514264337593543950335", "1e28", "1e-28", "1E+400", "1000000000000001"];

    private static readonly string[] Wholes = ["0", "1", "-1", "2147483647", "2147483648", "9223372036854775807"];

    public static Document Of(ElementSchema schema, Notation notation, Choices choices) => TheirSide.Document(Node(schema, notation, choices, 0), notation);

    private static CaseNode Node(ElementSchema schema, Notation notation, Choices choices, int depth)
    {
        if (schema.Shape != ElementShape.Object) return Value(schema, notation, choices);
        var node = new CaseNode(CaseKind.Object, default);
        foreach (var child in schema.Children)
        {
            if (!child.Mandatory && (depth > 6 || choices.OneIn(3))) continue;
            node.Add(child.Name, child.Many ? List(child, notation, choices, depth) : Node(child, notation, choices, depth + 1));
        }
        return node;
    }

    private static CaseNode List(ElementSchema schema, Notation notation, Choices choices, int depth)
    {
        var list = new CaseNode(CaseKind.List, default);
        for (var left = (schema.Mandatory ? 1 : 0) + choices.Of(3); left > 0; left--) list.Add(Node(schema, notation, choices, depth + 1));
        return list;
    }

    private static CaseNode Value(ElementSchema schema, Notation notation, Choices choices)
    {
        var text = schema switch
        {
            { Codes: { Count: > 0 } codes } => choices.Of(codes),
            { Shape: ElementShape.Boolean } => choices.OneIn(2) ? "true" : "false",
            { Shape: ElementShape.Number } => choices.Of(Numbers),
            { Shape: ElementShape.Whole } => choices.Of(Wholes),
            _ => choices.Of(Texts),
        };
        if (schema is { Shape: ElementShape.Text, MaxLength: { } most } && text.Length > most) text = text[..most];
        return TheirSide.Typed(new CaseNode(schema.Shape == ElementShape.Text ? CaseKind.Text : CaseKind.Plain, default, text), schema, notation);
    }
}
