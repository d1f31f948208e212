namespace ProtocolGateway.Journal;

/// <summary>A delivery that failed for its own sake: by a fault of ours, or by its partner's answer while others were taken.</summary>
public sealed class FailureRow
{
    /// <summary>The delivery's <see cref="DeliveryRow.Sequence"/>.</summary>
    public long Delivery { get; init; }

    public string PartnerId { get; init; } = "";

    /// <summary>How many of its attempts.</summary>
    public int Times { get; set; }

    /// <summary>More often than its policy allows.</summary>
    public bool Poison { get; set; }

    /// <summary>When it failed last.</summary>
    public DateTimeOffset At { get; set; }
}
