using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Conversions;

/// <summary>A conversion between one value and one text.</summary>
internal abstract class ScalarConversion<T> : Conversion<T>
{
    protected const int ShortText = 24;

    /// <summary>Null when all is well, else what was expected: "a date and time".</summary>
    protected abstract string? Parse(ReadOnlySpan<char> text, DocumentNode node, ReadRun run, out T value);

    protected abstract string Format(T value, in Target target, WriteRun run);

    /// <summary>The same text as <see cref="Format"/> makes, without a string of its own; returns its length, 0 for kinds that have no such way.</summary>
    protected virtual int FormatShort(T value, in Target target, WriteRun run, Span<char> text) => 0;

    /// <summary>The value as the number that it is, rounded to what the target carries; null for what is no number.</summary>
    protected virtual decimal? Number(T value, in Target target, WriteRun run) => null;

    public override bool TryRead(DocumentNode node, ElementSchema schema, ReadRun run, out T value)
    {
        if (node.Kind is NodeKind.Object or NodeKind.List)
        {
            run.Fault(node, $"{(node.Kind == NodeKind.List ? "a list" : "an object")} where a single value belongs");
            value = default!;
            return false;
        }
        ReportNotation(node, schema, run);
        var text = node.Kind switch { NodeKind.True => "true", NodeKind.False => "false", _ => node.Value.Trim() };
        if (Parse(text, node, run, out value) is not { } expected) return true;
        if (expected.Length > 0) run.Fault(node, $"{ReadRun.Quote(text)} is not {expected}");
        return false;
    }

    public override void Write(T value, in Target target, WriteRun run)
    {
        if (target.Schema.Shape is ElementShape.Number or ElementShape.Whole && Number(value, target, run) is { } number)
        {
            run.Writer.Number(target.Name, number);
            return;
        }
        Span<char> buffer = stackalloc char[ShortText];
        if (target.Schema is { Shape: ElementShape.Text, MaxLength: null or >= ShortText } && FormatShort(value, target, run, buffer) is > 0 and var length)
        {
            run.Writer.Text(target.Name, buffer[..length]);
            return;
        }
        var text = Format(value, target, run);
        switch (target.Schema.Shape)
        {
            case ElementShape.Boolean:
                run.Writer.Boolean(target.Name, text == "true");
                break;
            default:
                if (Fit(text, target, run) is { } fitting) run.Writer.Text(target.Name, fitting);
                break;
        }
    }

    public override void WriteItem(T value, in Target target, WriteRun run)
    {
        if (Fit(Format(value, target, run), target, run) is { } fitting) run.Writer.TextItem(fitting);
    }

    /// <summary>The text within the schema's length: whole, cut and reported, or not at all and held.</summary>
    private static string? Fit(string text, in Target target, WriteRun run)
    {
        if (!Characters.AreText(text))
        {
            run.Hold("Unwritable", target.Place, $"{ReadRun.Quote(text)} has characters that no document can carry");
            return null;
        }
        if (target.Schema.MaxLength is not { } most || text.Length <= most) return text;
        if (!target.Cut)
        {
            run.Hold("TooLong", target.Place, $"{ReadRun.Quote(text)} has {text.Length} characters, and {most} are allowed");
            return null;
        }
        run.Report(LossKind.Cut, target.Place, $"{ReadRun.Quote(text)} was cut to {most} characters");
        var length = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return text[..length];
    }

    private static void ReportNotation(DocumentNode node, ElementSchema schema, ReadRun run)
    {
        if (run.FromXml) return;
        var asWritten = node.Kind switch
        {
            NodeKind.Number => schema.Shape is ElementShape.Number or ElementShape.Whole,
            NodeKind.True or NodeKind.False => schema.Shape == ElementShape.Boolean,
            _ => schema.Shape == ElementShape.Text,
        };
        if (!asWritten) run.Report(LossKind.Repaired, node, $"{ReadRun.Quote(node.Value)} is written as {node.Kind.ToString().ToLowerInvariant()}, not as {schema.Shape.ToString().ToLowerInvariant()}");
    }
}
