using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Conversions;

/// <summary>A duration as decimal hours (OCPI).</summary>
internal sealed class HoursConversion : ScalarConversion<TimeSpan?>
{
    public override string Name => "hours";

    public override string Purpose => "Decimal hours, written with 4 decimals.";

    protected override string? Parse(ReadOnlySpan<char> text, DocumentNode node, ReadRun run, out TimeSpan? value)
    {
        value = Numbers.Parse(text) is { } hours ? Quantity.Ticks(hours * TimeSpan.TicksPerHour) : null;
        return value is null ? "a number of hours" : null;
    }

    protected override string Format(TimeSpan? value, in Target target, WriteRun run) =>
        Numbers.Format(Number(value, target, run)!.Value);

    protected override decimal? Number(TimeSpan? value, in Target target, WriteRun run) =>
        Numbers.Plain(Numbers.Round((decimal)value!.Value.Ticks / TimeSpan.TicksPerHour, target, run));

    public override TimeSpan? Sample(int number, ElementSchema schema) => TimeSpan.FromMinutes(15 * (number + 1));
}

/// <summary>eMIP's meter report of a duration: <c>min</c>, <c>h</c> or <c>s</c>; written in <c>min</c>.</summary>
internal sealed class DurationConversion : MeterConversion<TimeSpan?>
{
    public override string Name => "duration";

    public override string Purpose => "A meter value and its unit: min, h or s are read, min is written.";

    protected override string Units => "min, h or s";

    protected override bool TryConvert(decimal amount, DocumentNode unit, ReadRun run, out TimeSpan? value)
    {
        var ticks = unit.Value switch { "min" => TimeSpan.TicksPerMinute, "h" => TimeSpan.TicksPerHour, "s" => TimeSpan.TicksPerSecond, _ => 0 };
        value = ticks == 0 ? null : Quantity.Ticks(amount * ticks);
        return value is not null;
    }

    protected override (decimal Amount, string Unit) Tell(TimeSpan? value, in Target target, WriteRun run)
    {
        var exact = (decimal)value!.Value.Ticks / TimeSpan.TicksPerMinute;
        var minutes = Math.Round(exact, 6, MidpointRounding.AwayFromZero);
        if (minutes != exact) run.Report(LossKind.Rounded, target.Place, $"{Numbers.Format(exact)} min was rounded to {Numbers.Format(minutes)}");
        return (minutes, "min");
    }

    public override TimeSpan? Sample(int number, ElementSchema schema) => TimeSpan.FromMinutes(15 * (number + 1));
}

/// <summary>
/// eMIP's meter report of energy: <c>Wh</c> or <c>kWh</c>, as said unless the sender is known to mean kWh always; ours in kWh,
/// written in <c>Wh</c> unless the receiver wants kWh.
/// </summary>
internal sealed class EnergyConversion : MeterConversion<decimal?>
{
    public override string Name => "energy";

    public override string Purpose => "A meter value and its unit: Wh or kWh are read; Wh is written, or kWh to a partner that wants it.";

    protected override string Units => "Wh or kWh";

    protected override bool TryConvert(decimal amount, DocumentNode unit, ReadRun run, out decimal? value)
    {
        var text = unit.Value;
        var isWh = text.Equals("Wh", StringComparison.OrdinalIgnoreCase);
        value = text.Equals("kWh", StringComparison.OrdinalIgnoreCase) || (isWh && run.Context.WhMeansKWh) ? amount : isWh ? amount / 1000m : null;
        if (isWh && run.Context.WhMeansKWh) run.Report(LossKind.Repaired, unit, "'Wh' was read as kWh, as the sender's settings say");
        return value is not null;
    }

    protected override (decimal Amount, string Unit) Tell(decimal? value, in Target target, WriteRun run) =>
        run.Context.EnergyInKWh ? (value!.Value, "kWh") : (value!.Value * 1000m, "Wh");

    public override decimal? Sample(int number, ElementSchema schema) => number + 0.25m;
}
