namespace ProtocolGateway.Protocols;

/// <summary>
/// Why something heard is refused: what is wrong with the message itself. Each protocol's <c>Refusals</c> file says it in
/// its own codes.
/// </summary>
public sealed record Refusal(RefusalKind Kind, IReadOnlyList<Fault> Faults)
{
    public Refusal(RefusalKind kind, string place, string text) : this(kind, [new Fault(place, text)]) { }

    /// <summary>All faults in one line: <c>chargeDetailRecord/startTime: '2024-13-45' is no date; ...</c></summary>
    public override string ToString() => string.Join("; ", Faults);
}

/// <summary>One thing that is wrong, and where.</summary>
/// <param name="Place">The path in the document, in its own names; empty for the document as a whole.</param>
public sealed record Fault(string Place, string Text)
{
    public override string ToString() => Place.Length == 0 ? Text : $"{Place}: {Text}";
}

public enum RefusalKind
{
    /// <summary>Not XML, not JSON, not an envelope, too large, too deep.</summary>
    Malformed,

    /// <summary>A well-formed message of which a part is missing, doubled or no value of its kind.</summary>
    BadContent,

    /// <summary>Nothing that we offer.</summary>
    UnknownOperation,

    /// <summary>Nobody that we know, or not who they say.</summary>
    UnknownPartner,

    /// <summary>A party that the partner doesn't speak for.</summary>
    ForeignParty,

    /// <summary>It contradicts itself: the end before the start, negative energy.</summary>
    Impossible,

    /// <summary>Heard before with other content, which the payer may have by now.</summary>
    DiffersFromFirst,

    /// <summary>Nobody here knows it, or the asking party has no part in it.</summary>
    Unknown,

    /// <summary>A session in which the asking party has no part.</summary>
    ForeignSession,
}
