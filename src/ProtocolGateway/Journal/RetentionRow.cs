namespace ProtocolGateway.Journal;

/// <summary>How far one stage of retention has come.</summary>
public sealed class RetentionStageRow
{
    public string Stage { get; init; } = "";

    /// <summary>Exchanges up to this one, in the order of their ids, which is that of time.</summary>
    public Guid UpTo { get; set; }
}

/// <summary>An exchange that a stage passed by, since something of it was not settled.</summary>
public sealed class RetentionRestRow
{
    public string Stage { get; init; } = "";

    public Guid ExchangeId { get; init; }
}

/// <summary>What pseudonyms are made with.</summary>
public sealed class SaltRow
{
    public string Name { get; init; } = "";

    public byte[] Salt { get; init; } = [];
}
