namespace ProtocolGateway.Partners;

/// <summary>How long what is settled is kept as it was heard and said. What is owed, held or in doubt keeps everything.</summary>
/// <param name="Documents">Bodies, headers and answers, both ways.</param>
/// <param name="PersonalData">Token uids and contract ids in clear; afterwards pseudonyms stand in their place.</param>
public sealed record RetentionSettings(TimeSpan Documents, TimeSpan PersonalData)
{
    /// <summary>A quarter for looking things up; a billing year and what is disputed after it.</summary>
    public static RetentionSettings Default { get; } = new(TimeSpan.FromDays(90), TimeSpan.FromDays(400));
}
