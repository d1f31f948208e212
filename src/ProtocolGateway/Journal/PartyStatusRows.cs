using ProtocolGateway.Canonical;

namespace ProtocolGateway.Journal;

/// <summary>How a party behind a hub stands, as the hub told it.</summary>
public sealed class PartyStatusRow
{
    public string PartnerId { get; init; } = "";

    /// <summary>The party's key.</summary>
    public string Party { get; init; } = "";

    public string Role { get; init; } = "";

    public ConnectionStatus Status { get; init; }

    public DateTimeOffset LastUpdated { get; init; }
}

/// <summary>What a partner was told by us of how a party stands; without a partner, how it stands.</summary>
public sealed class ToldStatusRow
{
    public string PartnerId { get; init; } = "";

    public string Party { get; init; } = "";

    public string Role { get; init; } = "";

    public ConnectionStatus Status { get; init; }

    public DateTimeOffset LastUpdated { get; init; }
}
