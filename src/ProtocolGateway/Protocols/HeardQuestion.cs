using ProtocolGateway.Mapping;

namespace ProtocolGateway.Protocols;

/// <summary>A question heard and read, while whoever asked waits.</summary>
public sealed record HeardQuestion
{
    public required Heard Heard { get; init; }

    /// <summary>The canonical question: <see cref="Canonical.AuthorizeToken"/>, <see cref="Canonical.StartSession"/>, ...</summary>
    public required object Question { get; init; }

    /// <summary>What the reading could not carry.</summary>
    public IReadOnlyList<Loss> Losses { get; init; } = [];

    /// <summary>By which the sender's repeats are known; null where it named none.</summary>
    public string? Transaction { get; init; }

    /// <summary>Where whoever asked wants to be told what came of it; null: it waits.</summary>
    public ResultWanted? Later { get; init; }

    /// <summary>The answer has no words for ceilings of energy, time or money.</summary>
    public bool HasNoLimits { get; init; }

    /// <summary>Writes the answer that the partner will get: of a <see cref="Canonical.TokenAuthorized"/> or a <see cref="Canonical.CommandAnswered"/>.</summary>
    public required Func<object, string> Answer { get; init; }
}

/// <summary>Whoever asked is answered at once, and told the result later.</summary>
/// <param name="Url">Where.</param>
public sealed record ResultWanted(Canonical.CommandType Type, string Url);

/// <summary>What whoever asked gets. The set is closed.</summary>
public abstract record Reply
{
    private Reply() { }

    /// <param name="Text">As <see cref="HeardQuestion.Answer"/> wrote it, now or when the same was asked before.</param>
    public sealed record Given(string Text) : Reply
    {
        /// <summary>What is to be done once the text is sent: whoever wants the result later must not hear it before. Null for nothing.</summary>
        public Func<Task>? Afterwards { get; init; }
    }

    /// <summary>The journal is out of reach or full: nothing was done (HTTP 503).</summary>
    public sealed record Busy(string Text) : Reply;
}
