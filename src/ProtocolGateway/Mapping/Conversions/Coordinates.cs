using System.Globalization;
using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Conversions;

/// <summary>
/// A latitude or longitude as decimal text: passed on digit by digit where it has as many decimals as theirs, else padded, or
/// rounded half away from zero, and that reported (ocpi.md 5.1 GeoLocation).
/// </summary>
internal abstract class DecimalsConversion(string name, int least, int most) : TextConversion
{
    public override string Name => name;

    public override string Purpose => least == most ? $"Degrees as text, written with {most} decimals." : $"Degrees as text, written with {least} to {most} decimals.";

    protected override string? Parse(ReadOnlySpan<char> text, DocumentNode node, ReadRun run, out string? value)
    {
        value = text.ToString();
        return Numbers.Parse(text) is null ? "a decimal number of degrees" : null;
    }

    protected override string Format(string? value, in Target target, WriteRun run)
    {
        if (Decimals(value) is { } decimals && decimals >= least && decimals <= most && value!.Length <= (target.Schema.MaxLength ?? int.MaxValue)) return value;
        if (Numbers.Parse(value) is not { } degrees) return value!;
        var whole = decimal.Truncate(degrees).ToString(CultureInfo.InvariantCulture).Length + (degrees is < 0 and > -1 ? 1 : 0);
        var room = Math.Clamp((target.Schema.MaxLength ?? int.MaxValue) - whole - 1, least, most);
        var rounded = Math.Round(degrees, room, MidpointRounding.AwayFromZero);
        if (rounded != degrees) run.Report(LossKind.Rounded, target.Place, $"{value} was rounded to {room} decimals");
        var text = Numbers.Format(rounded);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? text + "." + new string('0', least) : text.PadRight(point + 1 + least, '0');
    }

    /// <summary>How many digits stand behind the point; null for what is not written as <c>-?digits.digits</c>.</summary>
    private static int? Decimals(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("-")) text = text[1..];
        var point = text.IndexOf('.');
        if (point < 1) return null;
        return text[..point].ContainsAnyExceptInRange('0', '9') || text[(point + 1)..].ContainsAnyExceptInRange('0', '9') ? null : text.Length - point - 1;
    }

    public override string? Sample(int number, ElementSchema schema) => $"{number % 90}.{123456 + (number % 1000)}";
}

/// <summary>Five to seven decimals: OCPI 2.2.1 and 2.3.0.</summary>
internal sealed class CoordinateConversion() : DecimalsConversion("coordinate", 5, 7);

/// <summary>Exactly six decimals: OCPI 2.1.1.</summary>
internal sealed class SixDecimalsConversion() : DecimalsConversion("coordinate-6", 6, 6);
