using ProtocolGateway.Canonical;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Journal;

/// <summary>How an EVSE, a connector, a station or a pool stands, as its CPO reported it last (translation.md section 9).</summary>
public sealed class EvseStateRow
{
    /// <summary>The key of the CPO that reports it.</summary>
    public string Owner { get; init; } = "";

    public StatusScope Scope { get; init; }

    /// <summary>An EVSE's id in upper case; the others' <see cref="Ids.Key"/>.</summary>
    public string IdKey { get; init; } = "";

    /// <summary>As reported.</summary>
    public string Id { get; init; } = "";

    public AvailabilityStatus? Availability { get; init; }

    public DateTimeOffset? AvailabilityAt { get; init; }

    public DateTimeOffset? AvailabilityUntil { get; init; }

    public string? AvailabilityComment { get; init; }

    public BusyStatus? Busy { get; init; }

    public DateTimeOffset? BusyAt { get; init; }

    public DateTimeOffset? BusyUntil { get; init; }

    public string? BusyComment { get; init; }

    /// <summary>Who said the newest report.</summary>
    public string PartnerId { get; init; } = "";

    public string Protocol { get; init; } = "";

    public string Operation { get; init; } = "";

    public DateTimeOffset HeardAt { get; init; }

    /// <summary>The newest report as it came; empty for an EVSE of which only its pool, station or connector was reported.</summary>
    public byte[] Document { get; init; } = [];

    public string Headers { get; init; } = "";

    public string? Answer { get; init; }

    /// <summary>As <see cref="ExchangeRow.Losses"/>.</summary>
    public string? Losses { get; init; }

    /// <summary>As <see cref="DeliveryRow.Trace"/>.</summary>
    public string? Trace { get; init; }

    /// <summary>When it will have been stable for long enough; null when nothing is to be told.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>What was last owed to partners; null for nothing yet.</summary>
    public AvailabilityStatus? OwedAvailability { get; init; }

    public BusyStatus? OwedBusy { get; init; }

    public Guid? OwedExchange { get; init; }
}
