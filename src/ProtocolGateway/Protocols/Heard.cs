using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Protocols;

/// <summary>Something heard from a partner, as it came.</summary>
public sealed record Heard
{
    /// <summary>Null while nobody is recognised.</summary>
    public Partner? Partner { get; init; }

    /// <summary>The protocol's name, by which a held exchange finds its reader again.</summary>
    public required string Protocol { get; init; }

    /// <summary>The operation's name as in the protocol's table; empty when it could not be told.</summary>
    public required string Operation { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The bytes as they came: the source of truth.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The request line and headers, one a line, secrets blanked.</summary>
    public required string Headers { get; init; }

    /// <summary>True for what came because we asked for it: nobody waits for an answer.</summary>
    public bool Asked { get; init; }
}

/// <summary>A fact heard and read.</summary>
public sealed record HeardFact
{
    public required Heard Heard { get; init; }

    /// <summary>The reading of <see cref="Heard"/>: a message, perhaps with a hold; never one with faults, which is refused instead.</summary>
    public required Reading Reading { get; init; }

    /// <summary>True where the protocol compares ids without regard to case (OCPI 2.2 and later).</summary>
    public bool IdsIgnoreCase { get; init; }

    /// <summary>Whose id the message's session id is: the hub's (eMIP serviceSessionId) or the CPO's own (OCPI).</summary>
    public Sessions.SessionNameKind SessionIdIs { get; init; } = Sessions.SessionNameKind.Service;

    /// <summary>True for a report that makes no session of its own: one about a session that nobody knows, or others', is refused.</summary>
    public bool SessionIsKnown { get; init; }

    /// <summary>Writes the answer that the partner will get for an acceptance; it is journaled with the exchange.</summary>
    public required Func<Acceptance, string> Answer { get; init; }
}

/// <summary>What a document says, read by its mapping.</summary>
/// <param name="Message">The canonical message; null when faults forbid one.</param>
/// <param name="Faults">What is wrong with the document itself: it is refused.</param>
/// <param name="Hold">A gap on our side, such as a code that no table knows: accepted, and held.</param>
/// <param name="Losses">What the reading could not carry.</param>
public sealed record Reading(object? Message, IReadOnlyList<Fault> Faults, Hold? Hold, IReadOnlyList<Loss> Losses);

/// <summary>A journaled exchange, to be read again.</summary>
/// <param name="Mappings">What reads it.</param>
public sealed record HeardAgain(Partner Partner, ReadOnlyMemory<byte> Body, string Headers, MappingBook Mappings)
{
    /// <summary>Is told what happens; null where nobody asks.</summary>
    public Mapping.Trail? Trail { get; init; }
}

/// <summary>What became of something heard. The set is closed.</summary>
public abstract record Acceptance
{
    private Acceptance() { }

    /// <summary>Written and durable.</summary>
    /// <param name="Repeat">The same was heard before: acknowledged, and nothing new is owed.</param>
    /// <param name="Payer">The eMSP that it goes to, where one is known.</param>
    public sealed record Accepted(Guid ExchangeId, bool Repeat, Canonical.PartyId? Payer) : Acceptance;

    /// <summary>Refused; the refusal is journaled.</summary>
    public sealed record Refused(Refusal Refusal) : Acceptance;

    /// <summary>The journal is out of reach or full: nothing was taken, the sender tries again (HTTP 503).</summary>
    public sealed record Busy(string Text) : Acceptance;
}
