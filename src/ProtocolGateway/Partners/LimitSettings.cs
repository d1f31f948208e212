namespace ProtocolGateway.Partners;

/// <summary>How often a partner is called, and may call (section <c>Limits</c>). Immutable; unlimited where nothing is set.</summary>
public sealed record LimitSettings
{
    public static LimitSettings None { get; } = new();

    /// <summary>Our calls to it, all nodes together.</summary>
    public RateSettings? Outbound { get; init; }

    /// <summary>Its calls to one node: what protects the node. Charge detail records are never refused for it, nor counted.</summary>
    public RateSettings? Inbound { get; init; }
}

/// <param name="PerSecond">Null for any number.</param>
/// <param name="PerMinute">Null for any number.</param>
public sealed record RateSettings(int? PerSecond, int? PerMinute);

/// <summary>Reads the section <c>Limits</c> of a partner.</summary>
internal static class LimitReader
{
    private const int Most = 1_000_000;

    public static LimitSettings Read(SettingSection partner)
    {
        if (!partner.Has("Limits")) return LimitSettings.None;
        var section = partner.Group("Limits");
        section.OnlyKnows("Outbound", "Inbound");
        return new LimitSettings { Outbound = Rate(section, "Outbound"), Inbound = Rate(section, "Inbound") };
    }

    private static RateSettings? Rate(SettingSection limits, string key)
    {
        if (!limits.Has(key)) return null;
        var section = limits.Group(key);
        section.OnlyKnows("PerSecond", "PerMinute");
        return new RateSettings(section.Whole("PerSecond", 1, Most), section.Whole("PerMinute", 1, Most));
    }
}
