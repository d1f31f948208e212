namespace ProtocolGateway.Registrations;

/// <summary>What a handshake with a partner led to, and one that is under way.</summary>
public sealed record Registration
{
    public required string PartnerId { get; init; }

    /// <summary>False before the first handshake came to its end, and after an unregistration.</summary>
    public bool IsRegistered { get; init; }

    public string? Version { get; init; }

    public string? VersionsUrl { get; init; }

    /// <summary>How the token that we present is written.</summary>
    public string? TokenForm { get; init; }

    /// <summary>SHA-256 of the token that they present.</summary>
    public byte[]? Inbound { get; init; }

    /// <summary>That of the one before, taken until then.</summary>
    public byte[]? Former { get; init; }

    public DateTimeOffset? FormerUntil { get; init; }

    /// <summary>That of one which we offered, and don't know whether they took.</summary>
    public byte[]? Pending { get; init; }

    /// <summary>The token that we present; null as well when it was sealed with another key than ours.</summary>
    public string? Outbound { get; init; }

    /// <summary>SHA-256 of the registration token that was used up.</summary>
    public byte[]? Spent { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    public int Failures { get; init; }

    public DateTimeOffset NotBefore { get; init; }

    /// <summary>Why the last handshake of ours failed; null when it didn't.</summary>
    public string? Reason { get; init; }

    /// <summary>Nothing but where it is kept: tokens are in here.</summary>
    public override string ToString() => $"registration of {PartnerId}";
}

/// <summary>What two sides agreed on.</summary>
/// <param name="Inbound">SHA-256 of the token that they present from now on.</param>
/// <param name="Outbound">The token that we present.</param>
/// <param name="Spent">SHA-256 of the registration token that was used up.</param>
public sealed record Agreed(string Version, string VersionsUrl, string TokenForm, byte[] Inbound, string Outbound, byte[]? Spent)
{
    public override string ToString() => $"OCPI {Version} at {VersionsUrl}";
}
