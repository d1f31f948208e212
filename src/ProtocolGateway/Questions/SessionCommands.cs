using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Questions;

/// <summary>What commands about sessions have in common.</summary>
internal static class SessionCommands
{
    /// <summary>The action with the ids by which the session's CPO, or the hub that reaches it, knows the session.</summary>
    public static ActOnSession For(RememberedSession session, Partner partner, ActOnSession action)
    {
        var neighbour = SessionNaming.Neighbour(partner, Role.CPO, session.Cpo!).Key;
        return action with
        {
            Cpo = session.Cpo,
            SessionId = session.NameOf(neighbour, SessionNameKind.Service) ?? session.NameOf(neighbour, SessionNameKind.Cpo),
            CpoSessionId = session.NameOf(neighbour, SessionNameKind.Cpo),
            EmspSessionId = session.NameOf(neighbour, SessionNameKind.Emsp),
        };
    }

    public static CommandResult Result(Answer<CommandAnswered> answer) => answer.Value?.Result ?? Trouble(answer.Why);

    /// <summary>What it means for a command that there was no answer.</summary>
    public static CommandResult Trouble(NoAnswer? why) => why switch
    {
        NoAnswer.Expired => CommandResult.TIMEOUT,
        NoAnswer.Unreachable => CommandResult.UNREACHABLE,
        NoAnswer.Fault or NoAnswer.Unreadable => CommandResult.FAULT,
        NoAnswer.Nobody or NoAnswer.Unsayable => CommandResult.NOT_SUPPORTED,
        NoAnswer.Incomplete => CommandResult.REJECTED,
        _ => CommandResult.FAILED,
    };
}
