namespace ProtocolGateway.Mapping.Steps;

/// <summary>Every step that a mapping file may name.</summary>
public static class KnownSteps
{
    public static IReadOnlyList<IStep> All { get; } =
    [
        new PlaceStep(), new TokenStep(), new AuthMethodStep(), new PeriodsStep(), new TotalsStep(), new RateStep(), new PriceStep(), new EnergyStep(),
        new OcpiIdsStep(), new LastUpdatedStep(),
        new EvseIdStep(), new SessionAliasStep(), new UnpricedStep(), new PayerStep(), new SessionIdsStep(),
        new OpeningTimesStep(), new TimeZoneStep(), new NetPricesStep(), new NoReservationPricesStep(), new PowerLimitsStep(), new ValidTariffStep(), new OneTariffStep(),
        new ContractStep(), new SessionPlaceStep(), new LocationFromPlaceStep(), new StatusInOneStep(),
        new SessionTokenStep("session-token", "Who pays for a session: the token's owner and contract, from the session's memory, else from the directory.", new TokenStep()),
        new SessionTokenStep("session-contract", "The contract that pays for a session; what the step 'session-token' does, where the session tells none.", new ContractStep()),
        new ReferencesStep(), new DriverStep(),
        new WholeSessionStep(), new SessionPriceStep(), new SessionCurrencyStep(), new OcpiSessionIdStep(), new SessionDateStep(), new SessionReadingStep(),
    ];
}
