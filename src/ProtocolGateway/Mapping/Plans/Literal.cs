using System.Globalization;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>A value of theirs that a mapping file gives: a placeholder, a companion, a filter's value. Written in their notation.</summary>
internal sealed class Literal(ElementSchema schema, string text)
{
    private readonly decimal number = schema.Shape is ElementShape.Number or ElementShape.Whole ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : 0;

    public string Text => text;

    /// <summary>Why an element of that schema can't have this value; null when it can.</summary>
    public static string? Misfit(ElementSchema schema, string text) => schema switch
    {
        { Shape: ElementShape.Object } => "an object, and no single value",
        { Codes: { } codes } when !codes.Contains(text) => $"one of {string.Join(", ", codes)}",
        { MaxLength: { } most } when text.Length > most => $"no longer than {most} characters",
        { Shape: ElementShape.Boolean } when text is not ("true" or "false" or "1" or "0") => "true or false",
        { Shape: ElementShape.Number } when !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => "a number",
        { Shape: ElementShape.Whole } when !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => "a whole number",
        _ => null,
    };

    /// <summary>The code that was probably meant.</summary>
    public static string Hint(ElementSchema schema, string text) => schema.Codes is { } codes ? Nearest.Hint(text, codes) : "";

    public void Write(WriteRun run)
    {
        // XML has nothing but text, and what the file says is how they write it.
        if (run.Notation == Notation.Xml || schema.Shape is ElementShape.Text or ElementShape.Object) run.Writer.Text(schema.Name, text);
        else if (schema.Shape == ElementShape.Boolean) run.Writer.Boolean(schema.Name, text is "true" or "1");
        else run.Writer.Number(schema.Name, number);
    }
}
