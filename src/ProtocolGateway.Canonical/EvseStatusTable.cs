namespace ProtocolGateway.Canonical;

/// <summary>Availability and busy state as one value, and back: the table of translation.md section 9.</summary>
public static class EvseStatusTable
{
    /// <param name="availability">Null when it was never reported.</param>
    /// <param name="busy">Null when it was never reported.</param>
    public static EvseStatus Combine(AvailabilityStatus? availability, BusyStatus? busy) => (availability, busy) switch
    {
        (AvailabilityStatus.OUT_OF_ORDER, _) => EvseStatus.OUTOFORDER,
        (AvailabilityStatus.INOPERATIVE, _) => EvseStatus.INOPERATIVE,
        (AvailabilityStatus.FUTURE, _) => EvseStatus.PLANNED,
        (AvailabilityStatus.DELETED, _) => EvseStatus.REMOVED,
        (AvailabilityStatus.UNSPECIFIED, _) => EvseStatus.UNKNOWN,
        (_, BusyStatus.FREE) => EvseStatus.AVAILABLE,
        (_, BusyStatus.BUSY) => EvseStatus.CHARGING,
        (_, BusyStatus.BLOCKED) => EvseStatus.BLOCKED,
        (_, BusyStatus.RESERVED) => EvseStatus.RESERVED,
        _ => EvseStatus.UNKNOWN,
    };

    /// <summary>The busy state is null where the availability alone says it.</summary>
    public static (AvailabilityStatus Availability, BusyStatus? Busy) Split(EvseStatus status) => status switch
    {
        EvseStatus.AVAILABLE => (AvailabilityStatus.IN_SERVICE, BusyStatus.FREE),
        EvseStatus.CHARGING => (AvailabilityStatus.IN_SERVICE, BusyStatus.BUSY),
        EvseStatus.BLOCKED => (AvailabilityStatus.IN_SERVICE, BusyStatus.BLOCKED),
        EvseStatus.RESERVED => (AvailabilityStatus.IN_SERVICE, BusyStatus.RESERVED),
        EvseStatus.OUTOFORDER => (AvailabilityStatus.OUT_OF_ORDER, null),
        EvseStatus.INOPERATIVE => (AvailabilityStatus.INOPERATIVE, null),
        EvseStatus.PLANNED => (AvailabilityStatus.FUTURE, null),
        EvseStatus.REMOVED => (AvailabilityStatus.DELETED, null),
        EvseStatus.UNKNOWN => (AvailabilityStatus.UNSPECIFIED, BusyStatus.UNSPECIFIED),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A status that the table doesn't know."),
    };
}
