using System.Globalization;

namespace ProtocolGateway.Documents;

/// <summary>Decimal numbers as plain digits: read without a detour where they are short, written without needless zeros.</summary>
internal static class Decimals
{
    /// <summary>A sign, 29 digits and a point.</summary>
    public const int Longest = 32;

    private const int MostDigits = 18;

    /// <summary>The same number without needless zeros at its end.</summary>
    public static decimal Plain(decimal value)
    {
        if (value.Scale == 0) return value;
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        if (parts[2] != 0) return value / 1.0000000000000000000000000000m;
        var digits = ((ulong)(uint)parts[1] << 32) | (uint)parts[0];
        var scale = value.Scale;
        while (scale > 0 && digits % 10 == 0)
        {
            digits /= 10;
            scale--;
        }
        return scale == value.Scale ? value : new decimal((int)digits, (int)(digits >> 32), 0, parts[3] < 0, scale);
    }

    /// <summary>Writes plain digits; returns how many characters.</summary>
    public static int Format(decimal value, Span<char> text)
    {
        value = Plain(value);
        // The sign of a zero says nothing.
        if (value == 0) value = 0;
        value.TryFormat(text, out var written, provider: CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>Digits with a point, as most numbers are; null for whatever else the platform may know to read.</summary>
    public static decimal? ParseShort(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MostDigits) return null;
        var digits = 0L;
        var point = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c)) digits = (digits * 10) + (c - '0');
            else if (c == '.' && point < 0 && i > 0 && i < text.Length - 1) point = i;
            else return null;
        }
        return point < 0 ? digits : new decimal((int)digits, (int)(digits >> 32), 0, false, (byte)(text.Length - 1 - point));
    }
}
