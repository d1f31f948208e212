namespace ProtocolGateway.Journal;

/// <summary>Something that arrived and may release what is held. Every process follows the sequence.</summary>
public sealed class ChangeRow
{
    public long Sequence { get; init; }

    /// <summary>As in <see cref="DeliveryRow.WaitsFor"/>: <c>location:FR798EHALLES01</c>, <c>token:RFID:04A2B3C4D5E680</c>.</summary>
    public string Subject { get; init; } = "";

    public DateTimeOffset At { get; init; }
}
