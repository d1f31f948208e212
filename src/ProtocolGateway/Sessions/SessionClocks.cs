namespace ProtocolGateway.Sessions;

/// <summary>How long a session's record may take (translation.md section 3).</summary>
internal static class SessionClocks
{
    public static TimeSpan AfterAuthorization { get; } = TimeSpan.FromHours(72);

    public static TimeSpan AfterEnd { get; } = TimeSpan.FromHours(24);

    /// <summary>How long a session may take to start once it was allowed.</summary>
    public static TimeSpan BeforeStart { get; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a CPO that is asked for its records may take to tell them.</summary>
    public static TimeSpan AfterAsking { get; } = TimeSpan.FromHours(1);

    /// <summary>The finding of a session that was allowed and never started; settled when it starts after all.</summary>
    public const string NotStarted = "NotStarted";

    /// <summary>The finding of a session whose record never came; settled when it comes after all.</summary>
    public const string NoRecord = "NoRecord";
}

/// <summary>What a session waits for beside its record.</summary>
public enum SessionAwaited
{
    /// <summary>It was allowed.</summary>
    Start,

    /// <summary>It ended, and is told to be completed with its record, or without it.</summary>
    Completion,
}
