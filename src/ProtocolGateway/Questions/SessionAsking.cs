using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Questions;

/// <summary>A session that one of its sides has something to say about, in the ids of either.</summary>
internal static class SessionAsking
{
    /// <summary>The session and the partner on its other side; or why there is none to be asked.</summary>
    /// <param name="role">The asking side's.</param>
    /// <param name="id">The CPO's own id as the asking side knows it.</param>
    /// <param name="question">What the other side's protocol must have words for.</param>
    public static (RememberedSession? Session, Partner? Other, CommandResult? Obstacle) Find(
        JournalSession journal, ConversationTools tools, Partner source, Role role, PartyId asker, string? id, object question)
    {
        var (session, foreign) = OwnSession.Find(journal, SessionNaming.Neighbour(source, role, asker), asker, null, id);
        if (session is null) return (null, null, foreign ? CommandResult.FOREIGN_SESSION : CommandResult.UNKNOWN_SESSION);
        var (own, other, others) = role == Role.EMSP ? (session.Emsp, session.Cpo, Role.CPO) : (session.Cpo, session.Emsp, Role.EMSP);
        if (!asker.Equals(own)) return (null, null, CommandResult.FOREIGN_SESSION);
        if (other is null || tools.Partners.Find(others, other) is not { } partner || partner.Id == source.Id) return (session, null, CommandResult.NO_OTHER_SIDE);
        return tools.Protocols.FindSaid(partner, question.GetType(), question) is null
            ? (session, null, CommandResult.NOT_SUPPORTED)
            : (session, partner, null);
    }

    /// <summary>The CPO's own id as the other side knows it.</summary>
    public static string? NameFor(RememberedSession session, Partner other, Role role) =>
        session.NameOf(SessionNaming.Neighbour(other, role, (role == Role.CPO ? session.Cpo : session.Emsp)!).Key, SessionNameKind.Cpo);
}
