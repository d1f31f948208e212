using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>ocpi.md 6.6, tax_included: price / (1 + vat / 100) per component, if every one of them tells its VAT.</summary>
internal sealed class NetPricesStep() : TariffsStep("net-prices", "Prices that include taxes as prices without them, where each tells its rate.")
{
    private const int Decimals = 4;

    protected override Tariff Change(Tariff tariff, Completion completion)
    {
        if (tariff.TaxIncluded != TaxIncluded.YES || tariff.Elements is not { } elements) return tariff;
        if (!elements.All(e => e.PriceComponents?.All(c => c is { Vat: not null, Price: not null }) == true)) return tariff;
        completion.Supplied("elements[]/price_components[]/price", $"of tariff {tariff.Id}: without the taxes that it includes");
        return tariff with
        {
            TaxIncluded = TaxIncluded.NO,
            Elements = [.. elements.Select(e => e with { PriceComponents = [.. e.PriceComponents!.Select(c => Net(c, completion))] })],
        };
    }

    private static PriceComponent Net(PriceComponent component, Completion completion)
    {
        var net = component.Price!.Value / (1 + (component.Vat!.Value / 100));
        var rounded = Math.Round(net, Decimals, MidpointRounding.AwayFromZero);
        if (rounded != net) completion.Losses.Add(new Loss(LossKind.Rounded, "elements[]/price_components[]/price", $"{component.Price} with {component.Vat} % is {rounded} without, rounded"));
        return component with { Price = rounded };
    }
}
