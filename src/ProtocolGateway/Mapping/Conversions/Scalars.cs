using System.Globalization;
using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Conversions;

/// <summary>Text as it is, ends trimmed.</summary>
internal class TextConversion : ScalarConversion<string?>
{
    protected const string NoText = "text without control characters";

    public override string Name => "text";

    public override string Purpose => "A text as it is.";

    /// <summary>What is text with us may be a whole number with them: then nothing else is one, and in eMIP the leading digits count.</summary>
    public override bool TryRead(DocumentNode node, ElementSchema schema, ReadRun run, out string? value)
    {
        if (!base.TryRead(node, schema, run, out value)) return false;
        if (schema.Shape != ElementShape.Whole) return true;
        if (Numbers.Leading(value, run.FromXml) is not { } number)
        {
            run.Fault(node, $"{ReadRun.Quote(value)} is not a whole number");
            return false;
        }
        value = number.ToString(CultureInfo.InvariantCulture);
        return true;
    }

    protected override string? Parse(ReadOnlySpan<char> text, DocumentNode node, ReadRun run, out string? value)
    {
        value = text.ToString();
        return Characters.AreText(text) ? null : NoText;
    }

    protected override string Format(string? value, in Target target, WriteRun run) => value!;

    public override string? Sample(int number, ElementSchema schema)
    {
        if (schema.Shape == ElementShape.Whole) return (100 + number).ToString(CultureInfo.InvariantCulture);
        if (schema.Codes is { } codes) return codes[number % codes.Count];
        var text = $"T{number}".PadLeft(Math.Min(8, schema.MaxLength ?? 8), 'X');
        return schema.MaxLength is { } most && text.Length > most ? text[^most..] : text;
    }
}

/// <summary>An RFID card's id: hexadecimal, upper case, 8, 14 or 20 characters (translation.md section 7).</summary>
internal sealed class RfidConversion : TextConversion
{
    public override string Name => "rfid";

    public override string Purpose => "The number of a card in upper case; other lengths than 8, 14 and 20 are reported.";

    protected override string? Parse(ReadOnlySpan<char> text, DocumentNode node, ReadRun run, out string? value)
    {
        value = text.ToString().ToUpperInvariant();
        if (!Characters.AreText(text)) return NoText;
        var hex = true;
        foreach (var c in text) hex &= char.IsAsciiHexDigit(c);
        if (!hex || text.Length is not (8 or 14 or 20))
            run.Report(LossKind.Repaired, node, $"{ReadRun.Quote(text)} is no card id of 8, 14 or 20 hexadecimal characters; carried over");
        return null;
    }

    protected override string Format(string? value, in Target target, WriteRun run) => value!.ToUpperInvariant();

    public override string? Sample(int number, ElementSchema schema) => (0x04A2B3C4D50000L + number).ToString("X14", CultureInfo.InvariantCulture);
}

internal sealed class YesNoConversion : ScalarConversion<bool?>
{
    public override string Name => "yes-no";

    public override string Purpose => "True or false, 1 or 0.";

    protected override string? Parse(ReadOnlySpan<char> text, DocumentNode node, ReadRun run, out bool? value)
    {
        value = text is "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase) ? true
            : text is "0" || text.Equals("false", StringComparison.OrdinalIgnoreCase) ? false
            : null;
        return value is null ? "true or false" : null;
    }

    protected override string Format(bool? value, in Target target, WriteRun run) => value == true ? "true" : "false";

    public override bool? Sample(int number, ElementSchema schema) => number % 2 == 0;
}

internal sealed class WholeNumberConversion : ScalarConversion<int?>
{
    public override string Name => "whole-number";

    public override string Purpose => "A whole number; in eMIP the leading digits count.";

    protected override string? Parse(ReadOnlySpan<char> text, DocumentNode node, ReadRun run, out int? value)
    {
        value = Numbers.Leading(text, run.FromXml);
        return value is null ? "a whole number" : null;
    }

    protected override string Format(int? value, in Target target, WriteRun run) => value!.Value.ToString(CultureInfo.InvariantCulture);

    protected override decimal? Number(int? value, in Target target, WriteRun run) => value;

    public override int? Sample(int number, ElementSchema schema) => 100 + number;
}

/// <summary>A decimal number; JSON gets four decimals, half away from zero, reported (translation.md section 1, rule 5).</summary>
internal sealed class NumberConversion : ScalarConversion<decimal?>
{
    public override string Name => "number";

    public override string Purpose => "A number; JSON gets 4 decimals, and rounding is reported.";

    protected override string? Parse(ReadOnlySpan<char> text, DocumentNode node, ReadRun run, out decimal? value)
    {
        value = Numbers.Parse(text);
        return value is null ? "a number" : null;
    }

    protected override string Format(decimal? value, in Target target, WriteRun run) =>
        Numbers.Format(Numbers.Round(value!.Value, target, run));

    protected override decimal? Number(decimal? value, in Target target, WriteRun run) => Numbers.Plain(Numbers.Round(value!.Value, target, run));

    public override decimal? Sample(int number, ElementSchema schema) => number + 0.25m;
}

internal sealed class PartyConversion : ScalarConversion<PartyId?>
{
    public override string Name => "party";

    public override string Purpose => "A company as FR*798, with the separator that the partner wants, or by the partner's alias for it.";

    protected override string? Parse(ReadOnlySpan<char> text, DocumentNode node, ReadRun run, out PartyId? value) =>
        run.Context.Aliases.TryParse(text, out value) ? null : "a party id such as FR*798";

    protected override string Format(PartyId? value, in Target target, WriteRun run) =>
        run.Context.Aliases.Find(value!) ?? value!.CountryCode.ToUpperInvariant() + run.Context.PartySeparator + value.Id.ToUpperInvariant();

    public override PartyId? Sample(int number, ElementSchema schema) => new("FR", number.ToString("D3", CultureInfo.InvariantCulture));
}
