using System.Globalization;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Conversions;

/// <summary>How numbers are read, rounded and written.</summary>
internal static class Numbers
{
    private const int JsonDecimals = 4;

    /// <summary>Beyond any quantity of a charging session, and far from where decimals overflow when units are converted.</summary>
    private const decimal Most = 1_000_000_000_000_000m;

    public static decimal? Parse(ReadOnlySpan<char> text)
    {
        if (Decimals.ParseShort(text) is not { } number && !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)) return null;
        return number is >= -Most and <= Most ? number : null;
    }

    /// <summary>A whole number; in eMIP the leading digits count (<c>1: Ok!</c>), elsewhere <c>16.0</c> is one too.</summary>
    public static int? Leading(ReadOnlySpan<char> text, bool leadingDigits)
    {
        var end = text.Length > 0 && text[0] == '-' ? 1 : 0;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        if (end == text.Length || leadingDigits)
            return int.TryParse(text[..end], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        return Parse(text) is { } whole && whole == decimal.Truncate(whole) && Math.Abs(whole) <= int.MaxValue ? (int)whole : null;
    }

    /// <summary>Rounded to what the target carries, half away from zero, and reported where that changes the value.</summary>
    public static decimal Round(decimal value, in Target target, WriteRun run)
    {
        if (run.Notation == Documents.Schemas.Notation.Xml || value.Scale <= JsonDecimals) return value;
        var rounded = Math.Round(value, JsonDecimals, MidpointRounding.AwayFromZero);
        if (rounded != value) run.Report(LossKind.Rounded, target.Place, $"{Format(value)} was rounded to {Format(rounded)}");
        return rounded;
    }

    /// <summary>The same number without needless zeros at its end.</summary>
    public static decimal Plain(decimal value) => Decimals.Plain(value);

    /// <summary>Plain digits, no needless zeros.</summary>
    public static string Format(decimal value)
    {
        Span<char> text = stackalloc char[Decimals.Longest];
        return text[..Decimals.Format(value, text)].ToString();
    }
}
