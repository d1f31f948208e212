using ProtocolGateway.Protocols;

namespace ProtocolGateway.Exchanges;

/// <summary>What came of trying to say a delivery once.</summary>
internal sealed record Attempt(Outcome Outcome)
{
    /// <summary>False when it ended before its turn: it counts as no attempt.</summary>
    public bool Begun { get; init; } = true;

    /// <summary>A bug of ours ended it.</summary>
    public bool OurFault { get; init; }

    /// <summary>The gateway's stop ended it.</summary>
    public bool Cut { get; init; }

    /// <summary>The version of the mapping files that it was said by; null where it came to nothing before.</summary>
    public string? MappingVersion { get; init; }

    public static Attempt NotBegun(string text) => new(new Outcome.Unreachable(text)) { Begun = false };

    /// <summary>The partner did not take it, or nobody knows.</summary>
    public bool Failed => Begun && !Cut && !OurFault && Outcome is (Outcome.Unreachable { PausePartner: false } or Outcome.InDoubt);

    /// <summary>It may be the message's own fault: a bug of ours, or an answer that asks for no patience.</summary>
    public bool FailedForItsOwnSake => OurFault || (Failed && Outcome is { Answer: not null } and not Outcome.Unreachable { RetryAfter: not null });
}
