namespace ProtocolGateway.Canonical;

// Facts are in the past tense, are owed to their recipients, and nobody waits for their delivery.

/// <summary>A CPO charged a finished session.</summary>
public sealed record ChargeDetailRecordIssued
{
    public required ChargeDetailRecord Record { get; init; }
}

/// <summary>A session came further.</summary>
public sealed record SessionUpdated
{
    public required Session Session { get; init; }
}
