using ProtocolGateway.Journal;

namespace ProtocolGateway.Silences;

/// <summary>A partner of whom nothing is heard that should be.</summary>
/// <param name="Reason">In words for operators.</param>
internal sealed record Silence(DateTimeOffset Since, string Reason)
{
    /// <summary>So many of our heartbeats must have failed in a row; they come a minute apart at most.</summary>
    public const int Failures = 3;

    /// <summary>So many of the periods that we asked for must have passed.</summary>
    public const int Periods = 3;

    /// <summary>Of a partner that we tell that we are there.</summary>
    public static Silence? OfHub(SignOfLifeRow row) => row is { Failures: >= Failures, FailingSince: { } since }
        ? new Silence(since, $"{row.Failures} heartbeats in a row failed: {row.Reason}")
        : null;

    /// <summary>Of a partner that tells us: once it has, it is expected to go on. Whatever it says is a sign of life.</summary>
    /// <param name="heard">When it was heard last, or when somebody began to listen.</param>
    public static Silence? OfPartner(TimeSpan period, DateTimeOffset heard, DateTimeOffset now) => now - heard > Periods * period
        ? new Silence(heard, $"nothing was heard of it for {Periods} of the periods of {period.TotalSeconds:0} s that it was asked to give a heartbeat in")
        : null;
}
