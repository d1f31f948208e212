using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Questions;

/// <summary>A party to a session has something done with it (translation.md section 6). Only its own eMSP may.</summary>
internal sealed class Acting : CommandConversation
{
    private ActOnSession? action;

    private ActOnSession Asked => (ActOnSession)Heard.Question;

    private PartyId AskedBy => Asked.AskedBy!;

    protected override object Question => action ?? Asked;

    public override ValueTask PrepareAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    public override object? Open(JournalSession journal)
    {
        (action, Partner) = (null, null);
        var (session, foreign) = OwnSession.Find(journal, SessionNaming.Neighbour(Source, Role.EMSP, AskedBy), AskedBy, Asked.SessionId, Asked.CpoSessionId);
        if (session is null) return Told(foreign ? CommandResult.FOREIGN_SESSION : CommandResult.UNKNOWN_SESSION);
        if (!AskedBy.Equals(session.Emsp)) return Told(AskedBy.Equals(session.Cpo) ? CommandResult.TAKES_NONE : CommandResult.FOREIGN_SESSION);
        var partner = session.Cpo is { } cpo ? Tools.Partners.Find(Role.CPO, cpo) : null;
        if (partner is null || partner.Id == Source.Id) return Told(CommandResult.NO_OTHER_SIDE);
        if (Tools.Protocols.FindSaid(partner, typeof(ActOnSession), Asked) is null) return Told(CommandResult.TAKES_NONE);
        (action, Partner) = (SessionCommands.For(session, partner, Asked with { Id = ActionId, At = Asked.At ?? Now, CommandId = CommandId }), partner);
        return null;
    }

    public override Task AskAsync(CancellationToken cancellation) => PassOnAsync(action!, cancellation);

    public override object Close(JournalSession journal) => Told(Result(journal));

    /// <summary>The asker's, or one that we make.</summary>
    private string ActionId { get => field ??= Asked.Id ?? $"GTW-{Guid.CreateVersion7(Now):N}"; }

    protected override CommandAnswered Told(CommandAnswered answer) => answer with { SessionId = Asked.SessionId, ActionId = ActionId };
}
