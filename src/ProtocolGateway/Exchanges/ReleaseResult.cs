namespace ProtocolGateway.Exchanges;

/// <summary>What became of a release. The set is closed.</summary>
internal abstract record ReleaseResult
{
    private ReleaseResult() { }

    /// <summary>Owed again.</summary>
    public sealed record Released : ReleaseResult;

    /// <param name="Reason">What it still lacks.</param>
    public sealed record StillHeld(string Reason) : ReleaseResult;

    /// <summary>Somebody else released or dropped it.</summary>
    public sealed record HeldNoLonger : ReleaseResult;

    /// <summary>The journal is out of reach; nothing is changed.</summary>
    public sealed record Busy(string Reason) : ReleaseResult;
}
