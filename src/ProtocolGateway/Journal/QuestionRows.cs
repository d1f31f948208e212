namespace ProtocolGateway.Journal;

/// <summary>A question as its sender may repeat it.</summary>
public sealed class QuestionRow
{
    /// <summary>Partner, operation and transaction.</summary>
    public string Key { get; init; } = "";

    public Guid ExchangeId { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    /// <summary>Until then an answer may come.</summary>
    public DateTimeOffset Deadline { get; init; }

    /// <summary>What the partner was answered; null while nobody has answered.</summary>
    public string? Answer { get; set; }
}

/// <summary>What a partner was asked, so that a question could be answered.</summary>
public sealed class AskRow
{
    /// <summary>The question's.</summary>
    public Guid ExchangeId { get; init; }

    /// <summary>From 0.</summary>
    public int Number { get; init; }

    public string PartnerId { get; init; } = "";

    /// <summary>The canonical name of what was asked.</summary>
    public string Message { get; init; } = "";

    /// <summary><c>Answered</c>, or why there was no answer.</summary>
    public string Result { get; init; } = "";

    /// <summary>The document as sent; null when nothing was.</summary>
    public string? Sent { get; init; }

    /// <summary>The partner's answer with its status line; null when there was none.</summary>
    public string? Answer { get; init; }

    /// <summary>What the translation could not carry, as JSON (<see cref="LossJson"/>).</summary>
    public string? Losses { get; init; }
}

/// <summary>A session that was allowed and has not ended, by where it is.</summary>
public sealed class OpenSessionRow
{
    public Guid SessionId { get; init; }

    /// <summary>The CPO's key.</summary>
    public string Cpo { get; init; } = "";

    public string EvseKey { get; init; } = "";

    public DateTimeOffset OpenedAt { get; init; }
}

/// <summary>A session whose charge detail record has not come, by where it is.</summary>
public sealed class UnrecordedSessionRow
{
    public Guid SessionId { get; init; }

    /// <summary>The CPO's key.</summary>
    public string Cpo { get; init; } = "";

    /// <summary>The EVSE's key.</summary>
    public string EvseKey { get; init; } = "";

    /// <summary>When it was allowed, or reported first.</summary>
    public DateTimeOffset HeardAt { get; init; }
}
