namespace ProtocolGateway.Canonical;

// Questions begin with a verb and somebody waits for the answer.

/// <summary>Which records does the archive hold of this session? (eMIP GetChargeDetailRecord, OCPI GET cdrs.)</summary>
public sealed record FindChargeDetailRecords
{
    /// <summary>On whose behalf it is asked: a party to the session, else nothing is told.</summary>
    public PartyId? AskedBy { get; init; }

    /// <summary>The session's id as the asked side gave it (eMIP serviceSessionId).</summary>
    public string? SessionId { get; init; }

    /// <summary>The CPO's own session id.</summary>
    public string? CpoSessionId { get; init; }

    /// <summary>The eMSP's session id.</summary>
    public string? EmspSessionId { get; init; }
}

/// <summary>The answer; no record: nobody knows the session, or whoever asks has no part in it.</summary>
public sealed record ChargeDetailRecordsFound
{
    public IReadOnlyList<ChargeDetailRecord> Records { get; init; } = [];
}
