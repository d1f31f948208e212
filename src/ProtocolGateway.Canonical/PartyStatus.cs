namespace ProtocolGateway.Canonical;

/// <summary>Whether a party behind a hub can be reached (ocpi.md 5.8 ClientInfo).</summary>
public sealed record PartyStatus
{
    public PartyId? Party { get; init; }

    public PartyRole? Role { get; init; }

    public ConnectionStatus? Status { get; init; }

    public DateTimeOffset? LastUpdated { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}
