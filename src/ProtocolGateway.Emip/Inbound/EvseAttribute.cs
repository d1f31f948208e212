using System.Globalization;
using ProtocolGateway.Canonical;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>One attribute of an EVSE, and what it can be compared with.</summary>
internal abstract class EvseAttribute
{
    public static EvseAttribute Number(Func<FoundEvse, decimal?> read) => new Ordered<decimal>(read, Numeric, "a number");

    public static EvseAttribute Instant(Func<FoundEvse, DateTimeOffset?> read) => new Ordered<DateTimeOffset>(read, Dated, "a date and time");

    public static EvseAttribute Text(Func<FoundEvse, string?> read) => new Word(read, (one, other) => one.Equals(other, StringComparison.OrdinalIgnoreCase));

    /// <summary>Compared without separators.</summary>
    public static EvseAttribute Id(Func<FoundEvse, string?> read) => new Word(read, (one, other) => Ids.Key(one) == Ids.Key(other));

    /// <summary>What a condition asks of an EVSE; null with a fault when it can't be asked.</summary>
    public abstract Func<FoundEvse, bool>? Compile(string condition, string value, out string? fault);

    private static decimal? Numeric(string text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset? Dated(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    /// <summary>An EVSE of which it isn't known meets no condition but "is not".</summary>
    private sealed class Ordered<T>(Func<FoundEvse, T?> read, Func<string, T?> parse, string kind) : EvseAttribute where T : struct, IComparable<T>
    {
        public override Func<FoundEvse, bool>? Compile(string condition, string value, out string? fault)
        {
            var wanted = parse(value.Trim());
            fault = wanted is null ? $"'{value}' is not {kind}" : null;
            if (wanted is not { } other) return null;
            return evse => read(evse) is { } known ? Holds(condition, known.CompareTo(other)) : condition == "!=";
        }

        private static bool Holds(string condition, int order) => condition switch
        {
            "=" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    private sealed class Word(Func<FoundEvse, string?> read, Func<string, string, bool> same) : EvseAttribute
    {
        public override Func<FoundEvse, bool>? Compile(string condition, string value, out string? fault)
        {
            fault = condition is "=" or "!=" ? null : $"'{condition}' does not apply to text; expected = or !=";
            if (fault is not null) return null;
            return evse => (read(evse) is { } known && same(known, value.Trim())) == (condition == "=");
        }
    }
}
