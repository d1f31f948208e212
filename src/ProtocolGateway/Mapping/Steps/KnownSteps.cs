namespace ProtocolGateway.Mapping.Steps;

/// <summary>Every step that a mapping file may name.</summary>
public static class KnownSteps
{
    public static IReadOnlyList<IStep> All { get; } =
    [
        new PlaceStep(), new TokenStep(), new AuthMethodStep(), new PeriodsStep(), new TotalsStep(), new PriceStep(), new EnergyStep(),
        new OcpiIdsStep(), new LastUpdatedStep(),
        new EvseIdStep(), new SessionAliasStep(), new UnpricedStep(),
    ];
}
