using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;
using ProtocolGateway.Registrations;

namespace ProtocolGateway.Console.Partners;

/// <summary>How things stand with a partner.</summary>
/// <param name="Version">What it speaks of its protocol.</param>
/// <param name="Reason">Why nothing, or not everything, is said to it.</param>
/// <param name="Until">When something is said to it again by itself; null for now, or never.</param>
/// <param name="LastAnsweredAt">When it last answered a heartbeat of ours; null for who gets none.</param>
/// <param name="Registration">How the handshake stands; null for a partner whose tokens are fixed.</param>
/// <param name="Behind">How those behind it stand, as it told: of a hub.</param>
/// <param name="Pulls">How far its lists are pulled; empty for a partner that has none that are.</param>
/// <param name="Blocked">Deliveries that fail for their own sake and hold up what is about the same.</param>
public sealed record PartnerView(
    string Id, string Protocol, string Version, IReadOnlyList<RoleView> Roles, PartnerWord State, string? Reason, DateTimeOffset? Until,
    int Owed, int Held, int Blocked, DateTimeOffset? LastHeardAt, DateTimeOffset? LastSaidAt, DateTimeOffset? LastAnsweredAt,
    RegistrationView? Registration, IReadOnlyList<PartyView> Behind, IReadOnlyList<PullState> Pulls)
{
    /// <summary>The one version that eMIP's public part describes.</summary>
    private const string OnlyVersion = "0.7.4";

    internal static PartnerView Of(PartnerState state, Standings standings)
    {
        var partner = state.Partner;
        var version = partner.Dialect.Split('-', 2) is [_, var number] ? number : OnlyVersion;
        return new PartnerView(
            partner.Id, partner.Protocol, version, [.. partner.Roles.Select(r => new RoleView(r.Role, r.Party.ToString()))],
            Word(state), state.PauseReason ?? (state.UnreachableAt is null ? state.SilenceReason : null) ?? state.LeaveReason, state.PausedAt is null ? state.LeaveUntil : null,
            state.Owed, state.Held, state.Blocked, state.LastHeardAt, state.LastSaidAt, state.LastAnsweredAt,
            standings.RegistrationOf(partner), standings.Behind(partner), state.Pulls);
    }

    private static PartnerWord Word(PartnerState state) => state switch
    {
        { PausedAt: not null } => PartnerWord.Paused,
        { UnreachableAt: not null } => PartnerWord.Unreachable,
        { SilentAt: not null } => PartnerWord.Silent,
        { Blocked: > 0 } => PartnerWord.Blocked,
        { LeaveUntil: not null } => PartnerWord.Slowed,
        { LastHeardAt: null, LastSaidAt: null } => PartnerWord.Silent,
        _ => PartnerWord.Active,
    };
}

/// <summary>How the handshake with a partner stands.</summary>
/// <param name="At">Since when.</param>
/// <param name="Reason">Why the last attempt of ours failed; null when none did.</param>
public sealed record RegistrationView(bool Registered, string? Version, DateTimeOffset? At, int Failures, string? Reason)
{
    internal static RegistrationView Of(Registration? registration) =>
        new(registration is { IsRegistered: true }, registration?.Version, registration?.ChangedAt, registration?.Failures ?? 0, registration?.Reason);
}

/// <summary>How a party behind a hub stands.</summary>
public sealed record PartyView(PartyRole Role, string Party, ConnectionStatus Status, DateTimeOffset LastUpdated);

public sealed record RoleView(Role Role, string Party);

/// <summary>How things stand with a partner, in a word: the first that is true.</summary>
public enum PartnerWord
{
    /// <summary>Nothing is sent until a person resumes it.</summary>
    Paused,

    /// <summary>It takes nothing: one delivery at a time looks whether it does again.</summary>
    Unreachable,

    /// <summary>
    /// Nothing is heard of it that should be: it gives no heartbeats any more, or answers none. Also, where nothing else is
    /// true, a partner that was neither heard nor told anything yet.
    /// </summary>
    Silent,

    /// <summary>It takes deliveries, but not some, which hold up what is about the same.</summary>
    Blocked,

    /// <summary>It asked to be left alone for a while.</summary>
    Slowed,

    Active,
}
