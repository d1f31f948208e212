namespace ProtocolGateway.Journal;

/// <summary>What a handshake with a partner led to, and one that is under way.</summary>
public sealed class RegistrationRow
{
    public string PartnerId { get; init; } = "";

    public bool Registered { get; init; }

    /// <summary>Of the protocol.</summary>
    public string? Version { get; init; }

    /// <summary>Where everything else of theirs is found.</summary>
    public string? VersionsUrl { get; init; }

    /// <summary>How the token that we present is written.</summary>
    public string? TokenForm { get; init; }

    /// <summary>SHA-256 of the token that they present.</summary>
    public byte[]? Inbound { get; init; }

    /// <summary>That of the one before, taken until <see cref="FormerUntil"/>.</summary>
    public byte[]? Former { get; init; }

    public DateTimeOffset? FormerUntil { get; init; }

    /// <summary>That of one which we offered, and don't know whether they took.</summary>
    public byte[]? Pending { get; init; }

    /// <summary>The token that we present, sealed.</summary>
    public byte[]? Outbound { get; init; }

    /// <summary>SHA-256 of the registration token that was used up.</summary>
    public byte[]? Spent { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>How many handshakes of ours failed in a row, why the last did, and when the next may begin.</summary>
    public int Failures { get; init; }

    public DateTimeOffset NotBefore { get; init; }

    public string? Reason { get; init; }

    /// <summary>The handshake under way, and the node that is at it.</summary>
    public string? Claim { get; init; }

    public string? ClaimNode { get; init; }

    public DateTimeOffset? ClaimUntil { get; init; }
}
