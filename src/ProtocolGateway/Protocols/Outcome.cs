namespace ProtocolGateway.Protocols;

/// <summary>What became of saying a delivery once (translation.md section 11, second table). The set is closed.</summary>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>The document as it was sent, for the journal; null when nothing was sent.</summary>
    public string? Sent { get; init; }

    /// <summary>The partner's answer with its status line, for the journal; null when there was none.</summary>
    public string? Answer { get; init; }

    /// <summary>The canonical answer to a question; null for facts, and where none could be read.</summary>
    public object? Reply { get; init; }

    /// <summary>What the translation could not carry.</summary>
    public IReadOnlyList<Mapping.Loss> Losses { get; init; } = [];

    /// <summary>The partner took it.</summary>
    /// <param name="Note">What is worth knowing: a warning code, the URL that it was given.</param>
    public sealed record Delivered(string? Note = null) : Outcome;

    /// <summary>The partner said no: not retried.</summary>
    /// <param name="Code">The partner's code: <c>eMIP 10507</c>, <c>OCPI 2001</c>, <c>HTTP 404</c>.</param>
    public sealed record Refused(string Code, string Text) : Outcome
    {
        /// <summary>It doesn't know the location that this is about: told that, it may take it.</summary>
        public bool PlaceUnknown { get; init; }
    }

    /// <summary>It can't be said as it is.</summary>
    public sealed record Held(Hold Hold) : Outcome;

    /// <summary>The partner doesn't offer what it would be said to, and is not told: news, which it asks for itself if it wants them.</summary>
    public sealed record Unwanted(string Text) : Outcome;

    /// <summary>Nobody heard it: tried again, with the same ids.</summary>
    /// <param name="RetryAfter">How long the partner asked us to wait.</param>
    /// <param name="PausePartner">The partner knows us no longer (401, 403): everything for it waits for a person.</param>
    public sealed record Unreachable(string Text, TimeSpan? RetryAfter = null, bool PausePartner = false) : Outcome;

    /// <summary>Said, but nobody knows whether it was heard: the connection broke after the body was sent, or the answer can't be read.</summary>
    public sealed record InDoubt(string Text) : Outcome;
}

/// <summary>Why a delivery can't be said as it is.</summary>
/// <param name="Code">contract.md section 4: <c>NoLocation</c>, <c>NoPrice</c>, <c>UnmappedCode</c>, ...</param>
/// <param name="Text">In words that a person can act on.</param>
/// <param name="WaitsFor">
/// What releases it by arriving: <c>location:FR798EHALLES01</c> (an EVSE's key), <c>token:RFID:04A2B3C4D5E680</c>,
/// <c>mapping:emip</c>, <c>settings</c>; null when only a person can.
/// </param>
public sealed record Hold(string Code, string Text, string? WaitsFor = null);
