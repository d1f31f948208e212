using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Conversions;

/// <summary>An object of two amounts, the second one optional.</summary>
internal abstract class TwoAmounts<T>(string first, string second) : Conversion<T>
{
    private readonly string[] members = [first, second];

    public override IReadOnlyList<string> Members => members;

    protected abstract T Join(decimal one, decimal? other);

    protected abstract (decimal? One, decimal? Other) Part(T value, in Target target, WriteRun run);

    public override bool TryRead(DocumentNode node, ElementSchema schema, ReadRun run, out T value)
    {
        value = default!;
        if (node.Kind != NodeKind.Object)
        {
            run.Fault(node, $"an object with {first} belongs here");
            return false;
        }
        decimal? one = null;
        decimal? other = null;
        for (var child = node.FirstChild; child.Exists; child = child.Next)
        {
            if (child.Name != first && child.Name != second)
            {
                run.Report(LossKind.Unread, child, $"{ReadRun.Quote(child.Value)} is unknown here");
                continue;
            }
            if (child.IsEmpty) continue;
            if (Numbers.Parse(child.Value) is not { } amount || child.Kind is not (NodeKind.Number or NodeKind.Text))
            {
                run.Fault(child, $"{ReadRun.Quote(child.Value)} is not a number");
                return false;
            }
            if (child.Kind == NodeKind.Text) run.Report(LossKind.Repaired, child, $"{ReadRun.Quote(child.Value)} is written as text, not as number");
            ref var slot = ref child.Name == first ? ref one : ref other;
            if (slot is { } earlier && earlier != amount)
            {
                run.Fault(child, "given twice, with different values");
                return false;
            }
            slot = amount;
        }
        if (one is null)
        {
            run.Fault(node, $"{first} is missing");
            return false;
        }
        value = Join(one.Value, other);
        return true;
    }

    public override void Write(T value, in Target target, WriteRun run)
    {
        run.Writer.Open(target.Name);
        WriteMembers(value, target, run);
        run.Others?.WriteIn(target.Place, run);
        run.Writer.Close();
    }

    public override void WriteMembers(T value, in Target target, WriteRun run)
    {
        var (one, other) = Part(value, target, run);
        if (one is null) run.Hold("Incomplete", $"{target.Place}/{first}", "mandatory, and nothing tells it");
        else run.Writer.Number(first, Numbers.Round(one.Value, target, run));
        if (other is not null) run.Writer.Number(second, Numbers.Round(other.Value, target, run));
    }
}

/// <summary>OCPI 2.2.1's Price: before taxes, and with all of them (ocpi.md 6.4).</summary>
internal sealed class PriceWithVat() : TwoAmounts<Price?>("excl_vat", "incl_vat")
{
    public override string Name => "price-with-vat";

    public override string Purpose => "A price as excl_vat and incl_vat; names and parts of taxes are reported.";

    protected override Price Join(decimal one, decimal? other) => new()
    {
        BeforeTaxes = one,
        Taxes = other is { } whole ? [new TaxAmount { Name = "VAT", Amount = whole - one }] : null,
    };

    protected override (decimal? One, decimal? Other) Part(Price? value, in Target target, WriteRun run)
    {
        if (value!.Taxes is not { Count: > 0 } taxes) return (value.BeforeTaxes, null);
        var sum = 0m;
        var named = false;
        foreach (var tax in taxes)
        {
            sum += tax.Amount ?? 0;
            named |= tax.AccountNumber is not null || tax.Percentage is not null || tax.Name is not (null or "VAT");
        }
        if (taxes.Count > 1 || named) run.Report(LossKind.Untold, target.Place, "the names and parts of the taxes have no place here; their sum is told");
        return (value.BeforeTaxes, value.BeforeTaxes + sum);
    }

    public override Price? Sample(int number, ElementSchema schema) => Join(number + 0.25m, number + 0.5m);
}

/// <summary>OCPI 2.1.1's price: one number, before taxes (ocpi.md 6.4).</summary>
internal sealed class PriceBeforeTaxes : ScalarConversion<Price?>
{
    public override string Name => "price-before-taxes";

    public override string Purpose => "A price as one number without taxes; taxes are reported.";

    protected override string? Parse(ReadOnlySpan<char> text, DocumentNode node, ReadRun run, out Price? value)
    {
        var amount = Numbers.Parse(text);
        value = amount is null ? null : new Price { BeforeTaxes = amount };
        return amount is null ? "a number" : null;
    }

    public override void Write(Price? value, in Target target, WriteRun run)
    {
        if (value!.BeforeTaxes is null)
        {
            run.Hold("Incomplete", target.Place, "the cost before taxes is not told, and no other has a place here");
            return;
        }
        if (value.Taxes is { Count: > 0 }) run.Report(LossKind.Untold, target.Place, "taxes have no place here");
        base.Write(value, target, run);
    }

    protected override string Format(Price? value, in Target target, WriteRun run) => Numbers.Format(Numbers.Round(value!.BeforeTaxes!.Value, target, run));

    protected override decimal? Number(Price? value, in Target target, WriteRun run) => Numbers.Plain(Numbers.Round(value!.BeforeTaxes!.Value, target, run));

    public override Price? Sample(int number, ElementSchema schema) => new() { BeforeTaxes = number + 0.25m };
}

/// <summary>OCPI 2.2.1's bounds of a tariff: the same two members, but no tax is derived from them.</summary>
internal sealed class PriceLimitWithVat() : TwoAmounts<PriceLimit?>("excl_vat", "incl_vat")
{
    public override string Name => "price-limit-with-vat";

    public override string Purpose => "A least or highest price as excl_vat and incl_vat.";

    protected override PriceLimit Join(decimal one, decimal? other) => new() { BeforeTaxes = one, AfterTaxes = other };

    protected override (decimal? One, decimal? Other) Part(PriceLimit? value, in Target target, WriteRun run) => (value!.BeforeTaxes, value.AfterTaxes);

    public override PriceLimit? Sample(int number, ElementSchema schema) => Join(number + 0.25m, number + 0.5m);
}
