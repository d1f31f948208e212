using ProtocolGateway.Canonical;

namespace ProtocolGateway.Partners;

/// <summary>A company's system that we exchange with; it speaks one protocol and holds one or more roles.</summary>
public sealed record Partner
{
    /// <summary>The key in the settings: <c>acme-cpo</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The protocol's name.</summary>
    public required string Protocol { get; init; }

    /// <summary>The mapping folder that writes for it: <c>emip</c>, <c>ocpi-2.2.1</c>. What is negotiated may change while the gateway runs.</summary>
    public required string Dialect
    {
        get => Settings is INegotiated { Registers: true } negotiated ? negotiated.Dialect : field;
        init;
    }

    /// <summary>The set of habits that it was given by name; null for none.</summary>
    public string? Profile { get; init; }

    /// <summary>The parties that it speaks for; it may speak for no other.</summary>
    public IReadOnlyList<PartnerRole> Roles { get; init; } = [];

    /// <summary>Parties behind it (a hub).</summary>
    public IReadOnlyList<PartnerRole> Reaches { get; init; } = [];

    /// <summary>How many calls it gets at once.</summary>
    public int Concurrency { get; init; } = 1;

    public DeliverySettings Delivery { get; init; } = DeliverySettings.Default;

    public QuestionSettings Questions { get; init; } = QuestionSettings.Default;

    public SessionSettings Sessions { get; init; } = SessionSettings.Default;

    public LimitSettings Limits { get; init; } = LimitSettings.None;

    /// <summary>The zone of times that it writes without one. UTC unless set.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>A cost of 0 from this partner means that it doesn't know (translation.md section 4).</summary>
    public bool ZeroMeansUnknown { get; init; }

    /// <summary>The protocol's own settings.</summary>
    public required object Settings { get; init; }

    /// <summary>True for a hub: it is spoken to as one of its partners, not as if we were its hub.</summary>
    public bool IsHub => Roles.Any(r => r.Role == Role.HUB);

    /// <summary>True when it may speak for that party in that role, itself or as a hub that reaches it.</summary>
    public bool SpeaksFor(Role role, PartyId party) =>
        Roles.Any(r => r.Role == role && r.Party.Equals(party)) || Reaches.Any(r => r.Role == role && r.Party.Equals(party));

    public override string ToString() => Id;
}

public sealed record PartnerRole(Role Role, PartyId Party);

public enum Role { CPO, EMSP, HUB }

/// <summary>What is known of a partner when its protocol's section is read.</summary>
/// <param name="Path">The section's place in the settings, for faults: <c>Gateway:Partners:acme-cpo</c>.</param>
/// <param name="GatewayParty">Our own party id.</param>
/// <param name="AllowInsecure">The partner's own consent to plain http or no authentication beyond loopback.</param>
public sealed record PartnerContext(
    string Id, string Path, PartyId GatewayParty, string? Profile, IReadOnlyList<PartnerRole> Roles, bool AllowInsecure);

/// <summary>The protocol's settings of a partner, or everything that is wrong with them.</summary>
/// <param name="Dialect">The mapping folder that writes for it.</param>
/// <param name="Identity">
/// What requests of this partner are recognised by, unique within the protocol (eMIP: its partnerId's key); null when the
/// protocol has other means.
/// </param>
/// <param name="Concurrency">The protocol's default for calls at once.</param>
public sealed record PartnerReading(
    object? Settings, string Dialect, string? Identity, int Concurrency, IReadOnlyList<SettingFault> Faults);

/// <summary>One wrong setting.</summary>
/// <param name="Path">Where: <c>Gateway:Partners:acme-cpo:Emip:Url</c>.</param>
/// <param name="Text">What was found, what was expected, how to set it.</param>
public sealed record SettingFault(string Path, string Text)
{
    public override string ToString() => $"{Path}: {Text}";
}
