namespace ProtocolGateway.Canonical;

// Commands that only OCPI has words for (ocpi.md 5.6). Each is answered by CommandAnswered.

/// <summary>Keep a place free for this driver.</summary>
public sealed record ReserveNow
{
    /// <summary>The eMSP that asks.</summary>
    public PartyId? Emsp { get; init; }

    /// <summary>The CPO that is asked; null while nobody knows whose place it is.</summary>
    public PartyId? Cpo { get; init; }

    public Token? Token { get; init; }

    public DateTimeOffset? ExpiryDate { get; init; }

    /// <summary>The eMSP's id of it: unique for the eMSP only.</summary>
    public string? ReservationId { get; init; }

    /// <summary>Our own number of it, for CPOs that know reservations by numbers (2.1.1).</summary>
    public int? ReservationNumber { get; init; }

    public string? LocationId { get; init; }

    /// <summary>Null: any EVSE of the location.</summary>
    public string? EvseUid { get; init; }

    public string? AuthorizationReference { get; init; }

    /// <inheritdoc cref="StartSession.CommandId"/>
    public string? CommandId { get; init; }
}

/// <summary>Forget a reservation.</summary>
public sealed record CancelReservation
{
    public PartyId? Emsp { get; init; }

    public PartyId? Cpo { get; init; }

    /// <summary>The eMSP's id of it.</summary>
    public string? ReservationId { get; init; }

    /// <inheritdoc cref="StartSession.CommandId"/>
    public string? CommandId { get; init; }
}

/// <summary>Let go of a plug.</summary>
public sealed record UnlockConnector
{
    public PartyId? Emsp { get; init; }

    public PartyId? Cpo { get; init; }

    public string? LocationId { get; init; }

    public string? EvseUid { get; init; }

    public string? ConnectorId { get; init; }

    /// <inheritdoc cref="StartSession.CommandId"/>
    public string? CommandId { get; init; }
}
