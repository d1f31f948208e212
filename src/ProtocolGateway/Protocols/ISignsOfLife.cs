using ProtocolGateway.Partners;

namespace ProtocolGateway.Protocols;

/// <summary>How a protocol's partners know of each other that they are there. A protocol without such messages has none.</summary>
public interface ISignsOfLife
{
    /// <summary>The partner wants to be told by us.</summary>
    bool AreSaidTo(Partner partner);

    /// <summary>How often we ask the partner to tell us; null where we don't.</summary>
    TimeSpan? ExpectedFrom(Partner partner);

    /// <summary>Tells the partner once. What is expected to go wrong is told, never thrown.</summary>
    Task<SignOfLife> SayAsync(Partner partner, CancellationToken cancellation);
}

/// <summary>What became of telling a partner that we are there.</summary>
/// <param name="Trouble">Why it failed; null when it was answered well.</param>
public sealed record SignOfLife(string? Trouble)
{
    /// <summary>How often the partner wants to be told; null where it doesn't say.</summary>
    public TimeSpan? Period { get; init; }

    /// <summary>How far its clock is ahead of ours; null where it doesn't say.</summary>
    public TimeSpan? Ahead { get; init; }
}
