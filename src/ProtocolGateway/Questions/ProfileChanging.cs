using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Questions;

/// <summary>An eMSP reads, sets or clears the limits of its own session.</summary>
internal sealed class ProfileChanging : CommandConversation
{
    private ChangeChargingProfile? change;

    private ChangeChargingProfile Asked => (ChangeChargingProfile)Heard.Question;

    protected override object Question => change ?? Asked;

    public override ValueTask PrepareAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    public override object? Open(JournalSession journal)
    {
        (change, Partner) = (null, null);
        var (session, partner, obstacle) = SessionAsking.Find(journal, Tools, Source, Role.EMSP, Asked.Emsp!, Asked.CpoSessionId, Asked);
        if (obstacle is { } known) return Told(known);
        if (SessionAsking.NameFor(session!, partner!, Role.CPO) is not { } id) return Told(CommandResult.UNKNOWN_SESSION);
        (change, Partner) = (Asked with { Cpo = session!.Cpo, CpoSessionId = id, CommandId = CommandId }, partner);
        return null;
    }

    public override Task AskAsync(CancellationToken cancellation) => PassOnAsync(change!, cancellation);

    public override object Close(JournalSession journal) => Told(Result(journal));

    protected override CommandAnswered Told(CommandAnswered answer) => answer;
}

/// <summary>A CPO tells the session's eMSP how it will charge from now on.</summary>
internal sealed class ProfileReporting : CommandConversation
{
    private ReportChargingProfile? report;

    private ReportChargingProfile Asked => (ReportChargingProfile)Heard.Question;

    protected override object Question => report ?? Asked;

    public override ValueTask PrepareAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    public override object? Open(JournalSession journal)
    {
        (report, Partner) = (null, null);
        var (session, partner, obstacle) = SessionAsking.Find(journal, Tools, Source, Role.CPO, Asked.Cpo!, Asked.CpoSessionId, Asked);
        if (obstacle is { } known) return Told(known);
        if (SessionAsking.NameFor(session!, partner!, Role.EMSP) is not { } id) return Told(CommandResult.UNKNOWN_SESSION);
        (report, Partner) = (Asked with { Emsp = session!.Emsp, CpoSessionId = id }, partner);
        return null;
    }

    public override Task AskAsync(CancellationToken cancellation) => PassOnAsync(report!, cancellation);

    public override object Close(JournalSession journal) => Told(Result(journal));

    protected override CommandAnswered Told(CommandAnswered answer) => answer;
}
