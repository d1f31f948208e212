namespace ProtocolGateway.Journal;

/// <summary>One move of a delivery, with time and cause, and with what was said and answered. Never changed. The first state of a delivery stands in its own row.</summary>
public sealed class MoveRow
{
    /// <summary>Moves of one delivery happened in this order.</summary>
    public long Id { get; init; }

    /// <summary>The delivery's <see cref="DeliveryRow.Sequence"/>.</summary>
    public long Delivery { get; init; }

    public DateTimeOffset At { get; init; }

    public DeliveryState FromState { get; init; }

    /// <summary>The same as <see cref="FromState"/> for an attempt that changed nothing.</summary>
    public DeliveryState ToState { get; init; }

    /// <summary>The cause in words.</summary>
    public string Cause { get; init; } = "";

    /// <summary>The document as sent; null when nothing was.</summary>
    public string? Sent { get; init; }

    /// <summary>The partner's answer with its status line.</summary>
    public string? Answer { get; init; }

    /// <summary>What the translation could not carry or had to add, as JSON (<see cref="LossJson"/>); null for nothing.</summary>
    public string? Losses { get; init; }

    /// <summary>The version of the mapping files that it was said by, or could not be; null where nothing was tried.</summary>
    public string? MappingVersion { get; init; }
}
