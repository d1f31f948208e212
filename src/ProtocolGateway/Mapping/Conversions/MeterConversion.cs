using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Conversions;

/// <summary>A quantity that eMIP tells as <c>meterValue</c> and <c>meterUnit</c> (emip.md 3.6).</summary>
internal abstract class MeterConversion<T> : Conversion<T>
{
    private static readonly string[] ValueAndUnit = ["meterValue", "meterUnit"];

    public override IReadOnlyList<string> Members => ValueAndUnit;

    protected abstract string Units { get; }

    protected abstract bool TryConvert(decimal amount, DocumentNode unit, ReadRun run, out T value);

    protected abstract (decimal Amount, string Unit) Tell(T value, in Target target, WriteRun run);

    public override bool TryRead(DocumentNode node, ElementSchema schema, ReadRun run, out T value)
    {
        value = default!;
        var amountNode = node.Child("meterValue");
        var unitNode = node.Child("meterUnit");
        if (amountNode.IsEmpty || unitNode.IsEmpty)
        {
            run.Fault(node, $"{(amountNode.IsEmpty ? "meterValue" : "meterUnit")} is missing");
            return false;
        }
        if (Numbers.Parse(amountNode.Value) is not { } amount)
        {
            run.Fault(amountNode, $"{ReadRun.Quote(amountNode.Value)} is not a number");
            return false;
        }
        if (TryConvert(amount, unitNode, run, out value)) return true;
        run.Fault(unitNode, $"{ReadRun.Quote(unitNode.Value)} is not {Units}, or the value is out of range");
        return false;
    }

    public override void Write(T value, in Target target, WriteRun run)
    {
        run.Writer.Open(target.Name);
        WriteMembers(value, target, run);
        run.Writer.Close();
    }

    public override void WriteMembers(T value, in Target target, WriteRun run)
    {
        var (amount, unit) = Tell(value, target, run);
        Span<char> text = stackalloc char[Decimals.Longest];
        run.Writer.Text("meterValue", text[..Decimals.Format(amount, text)]);
        run.Writer.Text("meterUnit", unit);
    }
}

internal static class Quantity
{
    /// <summary>That many ticks, rounded to the nearest; null when no duration is so long.</summary>
    public static TimeSpan? Ticks(decimal ticks) =>
        Math.Abs(ticks) < long.MaxValue ? TimeSpan.FromTicks((long)Math.Round(ticks, MidpointRounding.AwayFromZero)) : null;
}
