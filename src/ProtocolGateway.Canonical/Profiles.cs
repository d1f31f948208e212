namespace ProtocolGateway.Canonical;

// How fast a session charges: only OCPI 2.2 and later have words for it (ocpi.md 5.2, 5.7).

/// <summary>Read, set or clear the upper limits of a session. Answered by <see cref="CommandAnswered"/>.</summary>
public sealed record ChangeChargingProfile
{
    /// <summary>The eMSP that asks.</summary>
    public PartyId? Emsp { get; init; }

    /// <summary>The session's CPO, who is asked.</summary>
    public PartyId? Cpo { get; init; }

    public ChargingProfileAction? Action { get; init; }

    /// <summary>The session's id as the CPO knows it.</summary>
    public string? CpoSessionId { get; init; }

    /// <summary>Seconds that the answer is to reach ahead, where it is read.</summary>
    public int? Duration { get; init; }

    /// <summary>The limits, where they are set.</summary>
    public ChargingProfile? ChargingProfile { get; init; }

    /// <inheritdoc cref="StartSession.CommandId"/>
    public string? CommandId { get; init; }
}

public enum ChargingProfileAction { GET, SET, CLEAR }

/// <summary>A CPO tells what it will do from now on. Answered by <see cref="CommandAnswered"/>.</summary>
public sealed record ReportChargingProfile
{
    /// <summary>The CPO that tells.</summary>
    public PartyId? Cpo { get; init; }

    /// <summary>The session's eMSP, who is told.</summary>
    public PartyId? Emsp { get; init; }

    public string? CpoSessionId { get; init; }

    public ActiveChargingProfile? Profile { get; init; }
}

public sealed record ActiveChargingProfile
{
    /// <summary>What the times within the profile count from.</summary>
    public DateTimeOffset? StartDateTime { get; init; }

    public ChargingProfile? ChargingProfile { get; init; }
}

public sealed record ChargingProfile
{
    /// <summary>Null: from the start of charging on.</summary>
    public DateTimeOffset? StartDateTime { get; init; }

    /// <summary>Seconds; null: without end.</summary>
    public int? Duration { get; init; }

    public ChargingRateUnit? ChargingRateUnit { get; init; }

    public decimal? MinChargingRate { get; init; }

    public IReadOnlyList<ChargingProfilePeriod>? ChargingProfilePeriod { get; init; }
}

public sealed record ChargingProfilePeriod
{
    /// <summary>Seconds from the profile's start.</summary>
    public int? StartPeriod { get; init; }

    /// <summary>In the profile's unit.</summary>
    public decimal? Limit { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

/// <summary>W in all, A per phase.</summary>
public enum ChargingRateUnit { W, A }

/// <summary>What the driver wants (ocpi.md 5.2).</summary>
public sealed record SetChargingPreferences
{
    /// <summary>The eMSP that asks.</summary>
    public PartyId? Emsp { get; init; }

    /// <summary>The session's CPO, who is asked.</summary>
    public PartyId? Cpo { get; init; }

    /// <summary>The session's id as the CPO knows it.</summary>
    public string? CpoSessionId { get; init; }

    public ProfileType? ProfileType { get; init; }

    public DateTimeOffset? DepartureTime { get; init; }

    /// <summary>kWh.</summary>
    public decimal? EnergyNeed { get; init; }

    public bool? DischargeAllowed { get; init; }
}

/// <summary>What a CPO says to a driver's wishes.</summary>
public sealed record ChargingPreferencesAnswered
{
    public ChargingPreferencesResult? Result { get; init; }

    /// <summary>Why nobody could say; null where somebody did.</summary>
    public CommandResult? Trouble { get; init; }
}

/// <summary>OCPI's ChargingPreferencesResponse.</summary>
public enum ChargingPreferencesResult { ACCEPTED, DEPARTURE_REQUIRED, ENERGY_NEED_REQUIRED, NOT_POSSIBLE, PROFILE_TYPE_NOT_SUPPORTED }
