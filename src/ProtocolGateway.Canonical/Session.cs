namespace ProtocolGateway.Canonical;

/// <summary>How far a session has come: what a CPO reports while it charges (ocpi.md 5.2; eMIP's intermediate record, emip.md 3.3).</summary>
public sealed record Session
{
    public PartyId? Party { get; init; }

    public string? Id { get; init; }

    public string? CpoSessionId { get; init; }

    public string? EmspSessionId { get; init; }

    public DateTimeOffset? StartDateTime { get; init; }

    /// <summary>When the readings were taken.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>kWh so far.</summary>
    public decimal? Kwh { get; init; }

    /// <summary>Time so far.</summary>
    public TimeSpan? TotalTime { get; init; }

    public CdrToken? CdrToken { get; init; }

    public string? EvseId { get; init; }

    public string? Currency { get; init; }

    /// <summary>Cost so far.</summary>
    public Price? TotalCost { get; init; }

    public string? Product { get; init; }

    public string? Service { get; init; }

    public IReadOnlyList<MeterReading>? Meters { get; init; }

    public DateTimeOffset? LastUpdated { get; init; }
}
