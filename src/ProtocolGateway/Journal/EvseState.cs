using ProtocolGateway.Canonical;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Journal;

/// <summary>A row of the EVSE states.</summary>
/// <param name="Id">As reported.</param>
internal sealed record EvseState(StatusPlace Place, string Id, AvailabilityReport? Availability, BusyReport? Busy, StateSource Source)
{
    /// <summary>When an EVSE's state will have been stable for long enough; null when nothing is to be told.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>What was last owed.</summary>
    public OwedState Owed { get; init; } = OwedState.Nothing;

    public const string Columns =
        """
        Owner, Scope, IdKey, Id, Availability, AvailabilityAt, AvailabilityUntil, AvailabilityComment, Busy, BusyAt, BusyUntil, BusyComment,
        PartnerId, Protocol, Operation, HeardAt, Document, Headers, Answer, Losses, DueAt, OwedAvailability, OwedBusy, OwedExchange, Trace
        """;

    public static EvseState Read(Rows row) => new(
        new(row.Text(0), Enum.Parse<StatusScope>(row.Text(1)), row.Text(2)),
        row.Text(3),
        row.IsNull(4) ? null : new()
        {
            Status = Code<AvailabilityStatus>(row, 4),
            ChangedAt = Instant(row, 5),
            Until = Instant(row, 6),
            Comment = row.TextOrNull(7),
        },
        row.IsNull(8) ? null : new()
        {
            Status = Code<BusyStatus>(row, 8),
            ChangedAt = Instant(row, 9),
            Until = Instant(row, 10),
            Comment = row.TextOrNull(11),
        },
        new(row.Text(12), row.Text(13), row.Text(14), row.Instant(15), row.Bytes(16), row.Text(17), row.TextOrNull(18), row.TextOrNull(19), row.TextOrNull(24)))
    {
        DueAt = Instant(row, 20),
        Owed = new(Code<AvailabilityStatus>(row, 21), Code<BusyStatus>(row, 22), row.IsNull(23) ? null : row.Id(23)),
    };

    private static T? Code<T>(Rows row, int column) where T : struct, Enum => row.IsNull(column) ? null : Enum.Parse<T>(row.Text(column));

    private static DateTimeOffset? Instant(Rows row, int column) => row.IsNull(column) ? null : row.Instant(column);
}

/// <summary>The newest report as it was heard.</summary>
/// <param name="Document">Empty for an EVSE of which only its pool, station or connector was reported.</param>
/// <param name="Losses">As <see cref="LossJson"/>.</param>
/// <param name="Trace">Where what is owed of it goes on (<see cref="Telemetry.Traces.Carry"/>).</param>
internal sealed record StateSource(
    string PartnerId, string Protocol, string Operation, DateTimeOffset HeardAt, byte[] Document, string Headers, string? Answer, string? Losses,
    string? Trace = null);

/// <summary>What was last owed to partners of an EVSE.</summary>
internal sealed record OwedState(AvailabilityStatus? Availability, BusyStatus? Busy, Guid? Exchange)
{
    public static OwedState Nothing { get; } = new(null, null, null);
}
