namespace ProtocolGateway.Partners;

/// <summary>How one kind of message is told to a partner.</summary>
public sealed record DeliveryPolicy
{
    public Owing Policy { get; init; }

    /// <summary>How long to wait after each attempt that failed; the last wait is repeated. Each is cut by up to a fifth, at random.</summary>
    public IReadOnlyList<TimeSpan> Retry { get; init; } = DeliveryPolicies.UsualRetry;

    /// <summary>
    /// The attempt that fails so long after the first is the last: the delivery is Held with the reason <c>GaveUp</c>, and a
    /// finding. It is held and not refused, since the partner never said no: a person may have it said once more. Null for
    /// never, which charge detail records always have.
    /// </summary>
    public TimeSpan? GiveUpAfter { get; init; }

    public Poison Poison { get; init; }

    /// <summary>A message is poison after so many attempts that failed for its own sake.</summary>
    public int PoisonAfter { get; init; } = 5;
}

/// <summary>Which of several messages about one subject are owed.</summary>
public enum Owing
{
    /// <summary>All, in the order in which they were heard.</summary>
    Fifo,

    /// <summary>The newest: it supersedes those that wait.</summary>
    Latest,

    /// <summary>Nothing: the partner fetches it.</summary>
    None,
}

/// <summary>
/// What becomes of a message that fails again and again by a fault of ours, or by an answer such as HTTP 500, while the partner
/// takes others. Either way a finding tells it, and it holds up nothing but its own subject.
/// </summary>
public enum Poison
{
    /// <summary>
    /// It stays at the head of its subject and is tried on. The default where order is by subject: what waits behind it is
    /// about the same session or place and would be misread without it, nothing else is held up, and it goes by itself once
    /// the fault is mended.
    /// </summary>
    Block,

    /// <summary>
    /// It is Held until a person retries it, and what waited behind it goes. The default where a partner has one queue: it
    /// would hold up everything.
    /// </summary>
    Skip,
}
