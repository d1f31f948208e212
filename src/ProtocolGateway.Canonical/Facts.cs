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

/// <summary>An EVSE stands differently, and has done so long enough to be told.</summary>
public sealed record EvseStatusChanged
{
    public required EvseStatusReport Report { get; init; }
}

/// <summary>A CPO published a location, or changed it.</summary>
public sealed record LocationPublished
{
    public required Location Location { get; init; }
}

/// <summary>A CPO published a tariff, changed it, or withdrew it: one of the two.</summary>
public sealed record TariffPublished
{
    public Tariff? Tariff { get; init; }

    public WithdrawnTariff? Withdrawn { get; init; }
}

/// <summary>An eMSP published a token, or changed it.</summary>
public sealed record TokenPublished
{
    public required Token Token { get; init; }
}

/// <summary>What came of a command whose asker was answered before anybody knew.</summary>
public sealed record CommandCompleted
{
    public CommandType? Command { get; init; }

    /// <summary>The gateway's own id of the command.</summary>
    public string? CommandId { get; init; }

    /// <summary>The result; <see cref="CommandAnswered.Timeout"/> is null.</summary>
    public CommandAnswered? Answer { get; init; }

    /// <summary>Where the asker waits for it.</summary>
    public string? ResponseUrl { get; init; }
}

/// <summary>OCPI's CommandType, and its ways with charging profiles (ocpi.md 5.6, 5.7).</summary>
public enum CommandType
{
    START_SESSION, STOP_SESSION, RESERVE_NOW, CANCEL_RESERVATION, UNLOCK_CONNECTOR, GET_CHARGING_PROFILE, SET_CHARGING_PROFILE, CLEAR_CHARGING_PROFILE,
}
