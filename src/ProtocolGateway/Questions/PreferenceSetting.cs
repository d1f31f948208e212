using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Questions;

/// <summary>A driver wishes something for a session of its own.</summary>
internal sealed class PreferenceSetting : Conversation
{
    private Partner? partner;
    private SetChargingPreferences? question;
    private Answer<ChargingPreferencesAnswered> answer = NoAnswer.Nobody;

    private SetChargingPreferences Asked => (SetChargingPreferences)Heard.Question;

    public override DateTimeOffset Deadline => Now + (partner?.Questions ?? QuestionSettings.Default).CommandWithin;

    public override ValueTask PrepareAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    public override object? Open(JournalSession journal)
    {
        (question, partner) = (null, null);
        var (session, other, obstacle) = SessionAsking.Find(journal, Tools, Source, Role.EMSP, Asked.Emsp!, Asked.CpoSessionId, Asked);
        if (obstacle is { } known) return new ChargingPreferencesAnswered { Trouble = known };
        if (SessionAsking.NameFor(session!, other!, Role.CPO) is not { } id) return new ChargingPreferencesAnswered { Trouble = CommandResult.UNKNOWN_SESSION };
        (question, partner) = (Asked with { Cpo = session!.Cpo, CpoSessionId = id }, other);
        return null;
    }

    public override async Task AskAsync(CancellationToken cancellation) =>
        answer = await AskAsync<SetChargingPreferences, ChargingPreferencesAnswered>(partner!, question!, cancellation).ConfigureAwait(false);

    public override object Close(JournalSession journal) => answer.Value ?? new() { Trouble = SessionCommands.Trouble(answer.Why) };

    public override object Unknown() => new ChargingPreferencesAnswered { Trouble = CommandResult.TIMEOUT };
}
