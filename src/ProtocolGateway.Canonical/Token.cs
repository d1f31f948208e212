namespace ProtocolGateway.Canonical;

/// <summary>Something that a driver is known by (ocpi.md 5.5).</summary>
public sealed record Token
{
    /// <summary>The eMSP.</summary>
    public PartyId? Party { get; init; }

    public string? Uid { get; init; }

    public TokenType? Type { get; init; }

    public string? ContractId { get; init; }

    public string? VisualNumber { get; init; }

    public string? Issuer { get; init; }

    public string? GroupId { get; init; }

    public bool? Valid { get; init; }

    public WhitelistType? Whitelist { get; init; }

    public string? Language { get; init; }

    public ProfileType? DefaultProfileType { get; init; }

    public EnergyContract? EnergyContract { get; init; }

    public DateTimeOffset? LastUpdated { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

public sealed record EnergyContract
{
    public string? SupplierName { get; init; }

    public string? ContractId { get; init; }
}
