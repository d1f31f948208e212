namespace ProtocolGateway.Protocols;

/// <summary>One thing a protocol can say, and the canonical message that means the same.</summary>
/// <param name="Name">The protocol's own name for it: <c>SetChargeDetailRecord</c>, <c>POST cdrs</c>.</param>
/// <param name="Message">The canonical message; null for what only keeps the link alive (a heartbeat).</param>
/// <param name="Mapping">The mapping file's name without ending: <c>charge-detail-record</c>; null where there is no matter to map.</param>
/// <param name="Said">True when the gateway can say it; false when it can only hear it.</param>
public record Operation(string Name, Type? Message, string? Mapping = null, bool Said = false)
{
    /// <summary>Whom it is said to.</summary>
    public SaidTo SaidTo { get; init; }

    /// <summary>Of several operations that say one kind of message: whether this one has the words for a record; null: for all of them.</summary>
    public Func<object, bool>? Fits { get; init; }

    /// <summary>The partners that can be told; null: all of them. A protocol with versions has partners that lack the words.</summary>
    public Func<Partners.Partner, bool>? For { get; init; }

    /// <summary>True for what is owed only to an eMSP that asked for it when it allowed or started the session (readings).</summary>
    public bool OnRequest { get; init; }

    /// <summary>In which form it tells sessions.</summary>
    public SessionForm Form { get; init; }

    /// <summary>
    /// Said twice it does nothing twice, since it says how a thing is and by which id that is known (an object put at its own address, a
    /// record by its session): when nobody knows whether it was heard it is said again by itself (translation.md section 11).
    /// </summary>
    public virtual bool RepeatIsHarmless { get; init; }

    /// <summary>A question that is about exactly one EVSE, by its public id.</summary>
    public bool IsAboutOneEvse { get; init; }

    /// <summary>A question that has no words for ceilings of energy, time or money.</summary>
    public bool HasNoLimits { get; init; }

    /// <summary>What comes of a command is told after its answer, by <see cref="Questions.ICommandResults"/>.</summary>
    public bool ResultFollows { get; init; }

    /// <summary>True for what is heard as the answer to our asking for a list.</summary>
    public bool Pulled { get; init; }

    /// <summary>True where a session can have one such message only (eMIP: records have no id of their own): a second is held.</summary>
    public bool OncePerSession { get; init; }

    /// <summary>
    /// Reads a journaled exchange of this operation again from its bytes, by whatever mappings: after they have changed, and before.
    /// Null, as function and as reading, where the bytes alone don't say what was taken: a change of an object, a part of one, a status.
    /// </summary>
    public Func<HeardAgain, Reading?>? ReadAgain { get; init; }
}

/// <summary>Whether an operation is for hubs, for the parties themselves, or says the same to both.</summary>
public enum SaidTo { Everybody, Hubs, Parties }

/// <summary>In which form sessions are told (translation.md section 8).</summary>
public enum SessionForm
{
    /// <summary>As they were heard.</summary>
    AsHeard,

    /// <summary>As a whole, with each report anew (OCPI).</summary>
    Whole,

    /// <summary>What happened, and readings in between (eMIP).</summary>
    Moments,
}
