using ProtocolGateway.Canonical;
using ProtocolGateway.Rating;

namespace ProtocolGateway.Partners;

/// <summary>Reads who roams with whom.</summary>
/// <param name="spoken">Everybody whom a partner speaks for, also partners with faults of their own.</param>
internal sealed class AgreementReader(IReadOnlySet<PartnerRole> spoken, ICollection<string> warnings)
{
    /// <summary>In the order of the settings, in which the first that covers a pair counts.</summary>
    public IReadOnlyList<Agreement> Read(SettingSection gateway)
    {
        var sections = gateway.List("Agreements");
        if (!gateway.Has("Agreements"))
            warnings.Add("No agreement is set (Gateway:Agreements): nothing is routed. For everybody with everybody: [ { \"Cpo\": \"*\", \"Emsp\": \"*\" } ].");
        return [.. sections.Select(One)];
    }

    private Agreement One(SettingSection section)
    {
        section.OnlyKnows("Cpo", "Emsp", "ValidFrom", "ValidTo", "Currency", "Tariff", "UntoldTime", "StepSize", "Unpriced", "AskUnknownTokens", "UnpublishedLocations", "UidRanges");
        var agreement = new Agreement
        {
            Cpo = Party(section, "Cpo", Role.CPO),
            Emsp = Party(section, "Emsp", Role.EMSP),
            ValidFrom = section.Instant("ValidFrom"),
            ValidTo = section.Instant("ValidTo"),
            Currency = Currency(section),
            Tariff = section.Text("Tariff"),
            UntoldTime = section.Choice("UntoldTime", [("hold", UntoldTimePolicy.Hold), ("charging", UntoldTimePolicy.Charging)]) ?? UntoldTimePolicy.Hold,
            StepRule = section.Choice("StepSize", [("last-dimension", StepRule.LastDimension), ("session-total", StepRule.SessionTotal)]) ?? StepRule.LastDimension,
            Unpriced = section.Choice("Unpriced", [("hold", UnpricedPolicy.Hold), ("zero-with-remark", UnpricedPolicy.ZeroWithRemark)]) ?? UnpricedPolicy.Hold,
            AskUnknownTokens = section.Flag("AskUnknownTokens"),
            UnpublishedLocations = section.Flag("UnpublishedLocations"),
        };
        if (UidRanges(section) is { Count: > 0 } ranges) agreement = agreement with { UidRanges = ranges };
        if (agreement.ValidTo <= agreement.ValidFrom)
            section.Fault("ValidTo", "the agreement ends before it begins; expected an instant after ValidFrom");
        if (agreement.Unpriced == UnpricedPolicy.ZeroWithRemark && !section.Has("Currency"))
            section.Fault("Currency", "missing; \"Unpriced\": \"zero-with-remark\" needs the currency that a cost of 0 is told in, such as \"EUR\"");
        if (agreement is { Emsp: null, UidRanges.Count: > 0 })
            section.Fault("UidRanges", "cards belong to one eMSP, and this agreement names none; expected an Emsp other than \"*\"");
        if (agreement.Tariff is null)
            foreach (var setting in (ReadOnlySpan<string>)["UntoldTime", "StepSize"])
                if (section.Has(setting)) section.Fault(setting, "it is about rating, and the agreement names no tariff to rate with; expected a Tariff beside it");
        return agreement;
    }

    private static List<UidRange> UidRanges(SettingSection section)
    {
        var ranges = new List<UidRange>();
        foreach (var member in section.List("UidRanges"))
        {
            var (key, text) = ($"UidRanges:{member.Key}", section.Text($"UidRanges:{member.Key}") ?? "");
            if (UidRange.TryParse(text, out var range)) ranges.Add(range);
            else section.Fault(key, $"'{text}' was found; expected the beginning of card ids in hexadecimal digits such as \"04A2\", or two of the same length such as \"0480-04BF\"");
        }
        return ranges;
    }

    private PartyId? Party(SettingSection section, string key, Role role)
    {
        if (section.Required(key, $"the {role}'s party id such as \"FR*798\", or \"*\" for any") is null or "*") return null;
        if (section.Party(key) is not { } party) return null;
        if (!spoken.Contains(new PartnerRole(role, party)))
            section.Fault(key, $"no partner speaks for {role} {party}; expected a party from the Roles or Reaches of a partner, or \"*\" for any");
        return party;
    }

    private static string? Currency(SettingSection section)
    {
        if (section.Text("Currency") is not { } text) return null;
        if (Currencies.Exists(text)) return text;
        section.Fault("Currency", $"'{text}' is no currency; expected its code of ISO 4217 in capitals, such as \"EUR\"");
        return null;
    }
}
