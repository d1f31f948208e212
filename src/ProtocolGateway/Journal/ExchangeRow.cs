namespace ProtocolGateway.Journal;

/// <summary>One thing heard from a partner: the bytes as they came are the source of truth, the rest is derived.</summary>
public sealed class ExchangeRow
{
    /// <summary>Version 7: ordered by time.</summary>
    public Guid Id { get; init; }

    /// <summary>Null when nobody was recognised.</summary>
    public string? PartnerId { get; init; }

    public string Protocol { get; init; } = "";

    /// <summary>The protocol's own name of it; empty when it could not be told.</summary>
    public string Operation { get; init; } = "";

    public DateTimeOffset ReceivedAt { get; init; }

    public ExchangeResult Result { get; set; }

    public byte[] Body { get; init; } = [];

    /// <summary>The request line and headers, one a line, secrets blanked.</summary>
    public string Headers { get; init; } = "";

    /// <summary>What it says (<see cref="ProtocolGateway.Canonical.CanonicalJson"/> of the record); null when refused, or when it says the same as its fact's first hearing.</summary>
    public byte[]? Canonical { get; set; }

    /// <summary>What the partner was answered.</summary>
    public string? Answer { get; init; }

    /// <summary>Why it was refused, with the places; null when it was not.</summary>
    public string? Refusal { get; init; }

    /// <summary>What the reading could not carry, as JSON (<see cref="LossJson"/>); null for nothing.</summary>
    public string? Losses { get; set; }

    /// <summary>The fact that it told; null for questions and refusals.</summary>
    public string? FactKey { get; init; }

    /// <summary>The session that a question is about; null for facts, which tell it themselves.</summary>
    public Guid? SessionId { get; init; }
}

public enum ExchangeResult
{
    /// <summary>A fact heard for the first time.</summary>
    Accepted,

    /// <summary>A fact heard before: owes nothing new.</summary>
    Repeated,

    /// <summary>A fact with new content that took the place of the first.</summary>
    Replaced,

    Refused,

    /// <summary>A question.</summary>
    Answered,
}
