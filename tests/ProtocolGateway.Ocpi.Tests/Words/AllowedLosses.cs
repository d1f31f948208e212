namespace ProtocolGateway.Ocpi.Tests.Words;

/// <summary>
/// What a document may lose from version to version, by canonical paths (ocpi.md section 6). A path covers all that is below
/// it. What is added, because the version on the way always says it, stands here too.
/// </summary>
internal static class AllowedLosses
{
    /// <summary>ocpi.md 6.3 to 6.7, towards 2.1.1.</summary>
    private static readonly Dictionary<string, string[]> To211 = new()
    {
        ["location"] = ["state", "facilities[]", "evses[].connectors[].max_electric_power", "evses[].connectors[].tariff_ids[]"],
        ["evse"] = ["connectors[].max_electric_power", "connectors[].tariff_ids[]"],
        ["connector"] = ["max_electric_power", "tariff_ids[]"],
        ["token"] = ["group_id", "default_profile_type", "energy_contract"],
        ["session"] =
        [
            "cdr_token.party", "cdr_token.uid", "cdr_token.type", "authorization_reference", "charging_periods[]", "total_cost.taxes", "location", "evse_id",
        ],
        ["charge-detail-record"] =
        [
            "session_id", "cdr_token.party", "cdr_token.uid", "cdr_token.type", "authorization_reference", "cdr_location.state", "location", "signed_data",
            "tariffs", "charging_periods[]", "total_cost.taxes", "total_fixed_cost", "total_energy_cost", "total_time_cost", "total_parking_cost",
            "total_reservation_cost", "invoice_reference_id", "credit", "home_charging_compensation",
        ],
    };

    /// <summary>2.3.0's own, which 2.2.1 and 2.1.1 don't know.</summary>
    private static readonly Dictionary<string, string[]> From230 = new()
    {
        ["location"] = ["parking_places", "help_phone", "evses[].parking", "evses[].accepted_service_providers", "evses[].connectors[].capabilities"],
        ["evse"] = ["parking", "accepted_service_providers", "connectors[].capabilities"],
        ["connector"] = ["capabilities"],
    };

    /// <summary>What 2.1.1 tells, and later versions tell in other words or not at all.</summary>
    private static readonly Dictionary<string, string[]> From211 = new()
    {
        ["session"] = ["cdr_token", "location", "evse_id", "charging_periods[]"],
        ["charge-detail-record"] = ["cdr_token", "location", "charging_periods[]"],
    };

    /// <summary>What the examples lose or gain and our own documents don't: they tell it, or are held for it.</summary>
    private static readonly Dictionary<(string Of, string Name), string[]> ExamplesOnly = new()
    {
        [("from 2.1.1", "location")] = ["time_zone"],
        [("to 2.1.1", "tariff")] = ["min_price", "max_price", "type", "elements[].price_components[].vat"],
        [("to 2.1.1", "token")] = ["type"],
    };

    private static readonly Dictionary<(string To, string File), string> Holds = new()
    {
        [("2.1.1", "location-hidden")] = "NotPublished",
        [("2.1.1", "tariff")] = "CurrentLimit",
        [("2.1.1", "charge-detail-record-credit")] = "CreditCdr",
        [("2.3.0", "client-info")] = "UnmappedCode",
    };

    private static readonly string[] ExampleHolds = ["NotPublished", "TariffType", "CurrentLimit", "NotYetValid", "NoLongerValid"];

    public static string? HoldOf(string from, string to, string file) => from == to ? null : Holds.GetValueOrDefault((to, file));

    /// <summary>Why an example may be held: private locations and tariffs that 2.1.1 can't tell, prices with taxes of no told rate.</summary>
    public static IEnumerable<string> HoldsOf(string to) => to switch
    {
        "2.1.1" => [.. ExampleHolds, "TaxIncluded"],
        "2.2.1" => ["TaxIncluded"],
        _ => [],
    };

    public static IEnumerable<string> Of(string from, string to, string name) =>
    [
        .. to == "2.1.1" ? To211.GetValueOrDefault(name) ?? [] : [],
        .. from == "2.3.0" ? From230.GetValueOrDefault(name) ?? [] : [],
        .. from == "2.1.1" ? From211.GetValueOrDefault(name) ?? [] : [],
    ];

    public static IEnumerable<string> OfExamples(string from, string to, string name, string file) =>
    [
        // An element about reservations goes as a whole.
        .. to == "2.1.1" && file.Contains("reservation", StringComparison.Ordinal) ? ["elements[]"] : Array.Empty<string>(),
        .. Of(from, to, name), .. ExamplesOnly.GetValueOrDefault(("from " + from, name)) ?? [], .. ExamplesOnly.GetValueOrDefault(("to " + to, name)) ?? [],
    ];

    public static bool Covers(string allowed, string difference) =>
        difference == allowed || difference.StartsWith(allowed + ".", StringComparison.Ordinal) || difference.StartsWith(allowed + "[", StringComparison.Ordinal);

    /// <summary>An object of 2.1.1 doesn't say whose it is, so the parties of the examples are lost on the way.</summary>
    public static bool IsOwner(string from, string to, string difference) =>
        "2.1.1" is var old && (from == old || to == old) && (difference.StartsWith("party.", StringComparison.Ordinal) || difference.Contains(".party.", StringComparison.Ordinal));
}
