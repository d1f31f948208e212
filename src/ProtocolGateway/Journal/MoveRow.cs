namespace ProtocolGateway.Journal;

/// <summary>One move of a delivery, with time and cause.</summary>
public sealed class MoveRow
{
    /// <summary>The delivery's <see cref="DeliveryRow.Sequence"/>.</summary>
    public long Delivery { get; init; }

    /// <summary>1 for the first.</summary>
    public int Number { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Null for the first move.</summary>
    public DeliveryState? FromState { get; init; }

    /// <summary>The same as <see cref="FromState"/> for an attempt that changed nothing.</summary>
    public DeliveryState ToState { get; init; }

    /// <summary>The cause in words.</summary>
    public string Cause { get; init; } = "";
}
