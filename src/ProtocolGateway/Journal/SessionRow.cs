namespace ProtocolGateway.Journal;

/// <summary>One charging session as every side knows it (translation.md section 3).</summary>
public sealed class SessionRow
{
    /// <summary>Ours.</summary>
    public Guid Id { get; init; }

    /// <summary>The CPO's key.</summary>
    public string? Cpo { get; set; }

    /// <summary>The eMSP's key.</summary>
    public string? Emsp { get; set; }

    /// <summary>A <see cref="ProtocolGateway.Sessions.RememberedSession"/>, its names included, as <see cref="ProtocolGateway.Canonical.CanonicalJson"/>.</summary>
    public byte[] Body { get; set; } = [];

    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>What sessions are looked up by: an id that a neighbour gave or was given. Careless neighbours give one id twice.</summary>
public sealed class SessionNameRow
{
    /// <summary>The party's or hub's key.</summary>
    public string Neighbour { get; init; } = "";

    /// <summary>The id, trimmed.</summary>
    public string Value { get; init; } = "";

    public ProtocolGateway.Sessions.SessionNameKind Kind { get; init; }

    public Guid SessionId { get; init; }
}
