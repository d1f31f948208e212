namespace ProtocolGateway.Partners;

/// <summary>How a partner is asked while somebody waits.</summary>
public sealed record QuestionSettings
{
    public static QuestionSettings Default { get; } = new();

    /// <summary>How many questions it gets at once from each node; others wait for their turn, no longer than their deadline.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>How long it may take to say whether a driver may charge (translation.md section 5).</summary>
    public TimeSpan AuthorizeWithin { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long it may take to take a command.</summary>
    public TimeSpan CommandWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>What becomes of ceilings of energy, time or money that an eMSP sets and this CPO's protocol can't carry.</summary>
    public LimitPolicy Limits { get; init; }

    /// <summary>What becomes of a question to this eMSP about an EVSE that the directory doesn't have, where its protocol wants the CPO's own ids.</summary>
    public UnknownEvsePolicy UnknownEvse { get; init; }
}

/// <summary>translation.md section 5.</summary>
public enum LimitPolicy
{
    /// <summary>The driver doesn't charge.</summary>
    Refuse,

    /// <summary>The driver charges, and the gateway stops the session once a reading reaches a ceiling.</summary>
    StopAtLimit,

    /// <summary>The driver charges without them.</summary>
    Ignore,
}

/// <summary>translation.md section 5.</summary>
public enum UnknownEvsePolicy
{
    /// <summary>The driver doesn't charge: the record could not be delivered.</summary>
    Refuse,

    /// <summary>The eMSP is asked without being told where.</summary>
    Ask,
}

/// <summary>Reads the section <c>Questions</c> of a partner.</summary>
internal static class QuestionReader
{
    private const int LongestWait = 120;
    private static readonly (string, LimitPolicy)[] LimitPolicies =
        [("refuse", LimitPolicy.Refuse), ("stop-at-limit", LimitPolicy.StopAtLimit), ("ignore", LimitPolicy.Ignore)];
    private static readonly (string, UnknownEvsePolicy)[] UnknownEvses = [("refuse", UnknownEvsePolicy.Refuse), ("ask", UnknownEvsePolicy.Ask)];

    public static QuestionSettings Read(SettingSection partner)
    {
        var (section, usual) = (partner.Group("Questions"), QuestionSettings.Default);
        section.OnlyKnows("Concurrency", "AuthorizeWithin", "CommandWithin", "Limits", "UnknownEvse");
        return new QuestionSettings
        {
            Concurrency = section.Whole("Concurrency", 1, 1024) ?? usual.Concurrency,
            AuthorizeWithin = Seconds("AuthorizeWithin") ?? usual.AuthorizeWithin,
            CommandWithin = Seconds("CommandWithin") ?? usual.CommandWithin,
            Limits = section.Choice("Limits", LimitPolicies) ?? usual.Limits,
            UnknownEvse = section.Choice("UnknownEvse", UnknownEvses) ?? usual.UnknownEvse,
        };

        TimeSpan? Seconds(string key) => section.Whole(key, 1, LongestWait) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
    }
}
