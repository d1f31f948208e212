namespace ProtocolGateway.Mapping.Cases;

/// <summary>The words of a case file.</summary>
internal static class CaseKeys
{
    public static readonly string[] File = ["mapping", "dialect", "cases"];

    public static readonly string[] Case =
    [
        "case", "like", "ours", "theirs", "ours has", "theirs has", "to", "becomes", "becomes has", "only", "held", "refused",
        "reports", "reports in reading", "reports in writing", "values", "at", "settings", "agreement", "locations", "tokens", "tariffs",
    ];

    public static readonly string[] Settings = ["TimeZone", "PartyIdSeparator", "EnergyUnit", "WhMeansKWh"];

    public static readonly string[] Agreement = ["Tariff", "Currency", "Unpriced"];

    /// <summary>In a table: the value makes the case held; the value is not there.</summary>
    public const string Held = "(held)", Missing = "(nothing)";
}
