using System.Globalization;
using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Plans;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Conversions;

/// <summary>
/// A date and time: with <c>Z</c>, with an offset, with a fraction, or without a zone (then in the partner's, reported unless
/// that is UTC). Written in UTC with <c>Z</c>: whole seconds in XML, up to milliseconds in JSON.
/// </summary>
internal class InstantConversion : ScalarConversion<DateTimeOffset?>
{
    public override string Name => "instant";

    public override string Purpose => "A date and time; one without a zone is in that of the partner, and reported.";

    /// <summary>What is finer is cut when writing.</summary>
    protected virtual long Unit(Notation notation) => notation == Notation.Xml ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond;

    /// <summary>Whether a fraction of nothing is written too.</summary>
    protected virtual bool AlwaysFraction => false;

    protected override string? Parse(ReadOnlySpan<char> text, DocumentNode node, ReadRun run, out DateTimeOffset? value)
    {
        value = null;
        if (!SplitZone(text, out var local, out var offset)) return "a date and time";
        if (!TryReadLocal(local, out var time)) return "a date and time";
        if (time < DateTime.MinValue.AddDays(1) || time > DateTime.MaxValue.AddDays(-1)) return "a date and time within reason";
        if (offset is null) return InPartnersZone(time, node, run, out value);
        value = new DateTimeOffset(time, offset.Value).ToUniversalTime();
        return null;
    }

    private static string? InPartnersZone(DateTime time, DocumentNode node, ReadRun run, out DateTimeOffset? value)
    {
        var zone = run.Context.TimeZone;
        value = null;
        if (zone.IsInvalidTime(time)) return $"a time that exists in {zone.Id}";
        if (zone.IsAmbiguousTime(time))
        {
            run.Holds.Add(new Hold("AmbiguousTime", $"{node.Path}: {ReadRun.Quote(node.Value)} comes twice in {zone.Id} and names no zone"));
            return "";
        }
        value = new DateTimeOffset(time, zone.GetUtcOffset(time)).ToUniversalTime();
        if (run.FromXml || zone != TimeZoneInfo.Utc) run.Report(LossKind.Repaired, node, $"{ReadRun.Quote(node.Value)} names no zone; read in {zone.Id}");
        return null;
    }

    /// <summary>
    /// <c>yyyy-MM-ddTHH:mm:ss</c> and a fraction. Read digit by digit: every document has a few of them,
    /// and they all look the same.
    /// </summary>
    private static bool TryReadLocal(ReadOnlySpan<char> text, out DateTime time)
    {
        time = default;
        if (text.Length < 19 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':') return false;
        if (!Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day)
            || !Digits(text[11..13], out var hour) || !Digits(text[14..16], out var minute) || !Digits(text[17..19], out var second)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return false;
        time = new DateTime(year, month, day, hour, minute, second);
        if (text.Length == 19) return true;
        var fraction = text[20..];
        if (text[19] != '.' || fraction.Length is < 1 or > 12 || !Digits(fraction[..Math.Min(fraction.Length, 7)], out var ticks)) return false;
        // Digits beyond a tick say nothing that we could keep, but they have to be digits.
        if (fraction.Length > 7 && !Digits(fraction[7..], out _)) return false;
        for (var i = fraction.Length; i < 7; i++) ticks *= 10;
        time = time.AddTicks(ticks);
        return true;
    }

    private static bool Digits(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
            number = (number * 10) + (c - '0');
        }
        return true;
    }

    /// <summary>Cuts <c>Z</c> or an offset off the end; a missing one leaves <paramref name="offset"/> null.</summary>
    private static bool SplitZone(ReadOnlySpan<char> text, out ReadOnlySpan<char> local, out TimeSpan? offset)
    {
        local = text;
        offset = null;
        if (text.Length < 19) return false;
        if (text[^1] is 'Z' or 'z')
        {
            local = text[..^1];
            offset = TimeSpan.Zero;
            return true;
        }
        if (text.Length < 25 || text[^6] is not ('+' or '-') || text[^3] != ':') return true;
        if (!int.TryParse(text[^5..^3], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(text[^2..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || hours > 14 || minutes > 59) return false;
        var size = new TimeSpan(hours, minutes, 0);
        if (size > TimeSpan.FromHours(14)) return false;
        offset = text[^6] == '-' ? -size : size;
        local = text[..^6];
        return true;
    }

    protected override string Format(DateTimeOffset? value, in Target target, WriteRun run)
    {
        Span<char> text = stackalloc char[ShortText];
        return text[..FormatShort(value, target, run, text)].ToString();
    }

    /// <summary><c>yyyy-MM-ddTHH:mm:ssZ</c>, with milliseconds where there are any: written digit by digit, as it is read.</summary>
    protected override int FormatShort(DateTimeOffset? value, in Target target, WriteRun run, Span<char> text)
    {
        var utc = value!.Value.UtcDateTime;
        var rest = utc.Ticks % Unit(run.Notation);
        if (rest != 0)
        {
            // Cut, never rounded: a time must not move into the future.
            utc = utc.AddTicks(-rest);
            run.Report(LossKind.Rounded, target.Place, "the fraction of the time was cut");
        }
        "0000-00-00T00:00:00".CopyTo(text);
        Put(text[..4], utc.Year);
        Put(text[5..7], utc.Month);
        Put(text[8..10], utc.Day);
        Put(text[11..13], utc.Hour);
        Put(text[14..16], utc.Minute);
        Put(text[17..19], utc.Second);
        var length = 19;
        if (AlwaysFraction || utc.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            text[19] = '.';
            Put(text[20..23], utc.Millisecond);
            length = 23;
        }
        text[length] = 'Z';
        return length + 1;
    }

    private static void Put(Span<char> digits, int number)
    {
        for (var i = digits.Length - 1; i >= 0; i--, number /= 10) digits[i] = (char)('0' + (number % 10));
    }

    public override DateTimeOffset? Sample(int number, ElementSchema schema) => new DateTimeOffset(2024, 6, 12, 8, 0, 0, TimeSpan.Zero).AddSeconds(number);
}

/// <summary>The same, written in whole seconds: OCPI 2.1.1 (ocpi.md 1.10).</summary>
internal sealed class WholeSecondConversion : InstantConversion
{
    public override string Name => "instant-s";

    public override string Purpose => "A date and time, written in whole seconds; a fraction is cut, and reported.";

    protected override long Unit(Notation notation) => TimeSpan.TicksPerSecond;
}

/// <summary>The same, always written with milliseconds: eMIP's session events and actions (emip.md 2.1).</summary>
internal sealed class PreciseInstantConversion : InstantConversion
{
    public override string Name => "instant-ms";

    public override string Purpose => "A date and time, written with milliseconds.";

    protected override long Unit(Notation notation) => TimeSpan.TicksPerMillisecond;

    protected override bool AlwaysFraction => true;
}
