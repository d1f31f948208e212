using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Questions;

/// <summary>An eMSP starts a session, or stops its own by the way of starting one (translation.md section 6).</summary>
internal sealed class Starting : CommandConversation
{
    private const int LongestReference = 36;

    private PartyId? cpo;
    private string? evseId;
    private string? onlyEvse;
    private CommandResult? obstacle;
    private ActOnSession? stop;

    private StartSession Asked => (StartSession)Heard.Question;

    private PartyId Emsp => Asked.Emsp!;

    private bool Stops => Asked.Action == StartStop.STOP;

    protected override (PartyId, string)? Place => evseId is not null && cpo is not null ? (cpo, evseId) : null;

    protected override object Question => Stops
        ? stop ?? new ActOnSession { AskedBy = Emsp, Cpo = cpo, Type = SessionActionType.STOP }
        : Asked with { Cpo = cpo, EvseId = evseId, EvseUid = Asked.EvseUid ?? onlyEvse, SessionId = Session?.ServiceId, CommandId = CommandId };

    public override async ValueTask PrepareAsync(CancellationToken cancellation)
    {
        var references = Asked.LocationId is null ? null : new LocationReferences { LocationId = Asked.LocationId, EvseUids = Asked.EvseUid is { } uid ? [uid] : null };
        var place = await new PlaceFinder(Tools, Now).FindAsync(Asked.Cpo, Emsp, Asked.EvseId, references, cancellation).ConfigureAwait(false);
        evseId = Asked.EvseId ?? place.Evse?.EvseId;
        cpo = Asked.Cpo ?? place.Cpo ?? (Asked.EvseId is { } evse ? Tools.Partners.OwnerByPrefix(Role.CPO, evse) : null);
        Partner = cpo is null ? null : Tools.Partners.Find(Role.CPO, cpo);
        obstacle = Obstacle(place);
    }

    public override object? Open(JournalSession journal)
    {
        if (Stops) return OpenStop(journal);
        Session = Begin();
        journal.Sessions.Insert(obstacle is null ? Session : Session with { State = SessionState.REFUSED }, Now);
        return obstacle is { } known ? Told(known) : null;
    }

    public override Task AskAsync(CancellationToken cancellation) =>
        Stops ? PassOnAsync(stop!, cancellation) : PassOnAsync((StartSession)Question, cancellation);

    public override object Close(JournalSession journal)
    {
        var answer = Result(journal);
        if (Stops) return Told(answer);
        var (current, result) = (journal.Sessions.Load(Session!.Id), answer.Result!.Value);
        var whole = current with
        {
            State = current.State == SessionState.ASKED ? result == CommandResult.ACCEPTED ? SessionState.AUTHORIZED : Unstarted(result) : current.State,
            AuthorizedAt = result == CommandResult.ACCEPTED ? Now : null,
            Names = [.. current.Names, .. Learnt().Except(current.Names)],
        };
        journal.Sessions.Update(whole, [.. whole.Names.Except(current.Names)], Now);
        if (result == CommandResult.ACCEPTED) Allowed(journal, whole);
        Session = whole;
        return Told(answer);
    }

    protected override CommandAnswered Told(CommandAnswered answer) => answer with
    {
        Cpo = cpo,
        SessionId = Asked.SessionId?.Trim() ?? Session?.NameOf(SessionNaming.Neighbour(Source, Role.EMSP, Emsp).Key, SessionNameKind.Service)
            ?? Session?.ServiceId ?? Guid.CreateVersion7(Now).ToString(),
        CpoSessionId = Session?.ServiceId,
    };

    /// <summary>Who keeps silent may have started it all the same: then it is a session, and its reports find it.</summary>
    private static SessionState Unstarted(CommandResult result) =>
        result is CommandResult.TIMEOUT ? SessionState.ASKED : SessionState.REFUSED;

    private CommandResult? Obstacle(FoundPlace place)
    {
        object question = Stops ? new ActOnSession { Type = SessionActionType.STOP } : Asked;
        if (Partner is null || Partner.Id == Source.Id)
            return Asked.LocationId is null || cpo is not null ? CommandResult.UNKNOWN_CPO : CommandResult.UNKNOWN_PLACE;
        if (Tools.Partners.FindAgreement(cpo!, Emsp, Now) is null) return CommandResult.NO_AGREEMENT;
        if (Tools.Protocols.FindSaid(Partner, question.GetType(), question) is not { } operation) return CommandResult.NOT_SUPPORTED;
        if (operation.IsAboutOneEvse && evseId is null)
            return place.Trouble == UnansweredReason.UNKNOWN_PLACE ? CommandResult.UNKNOWN_PLACE : CommandResult.REJECTED;
        if (operation.IsAboutOneEvse && Asked.LocationId is not null) onlyEvse = place.Evse?.Uid;
        return LacksConnector(place) || (Asked.Limits is { Count: > 0 } && operation.HasNoLimits && Partner.Questions.Limits == LimitPolicy.Refuse)
            ? CommandResult.REJECTED
            : null;
    }

    /// <summary>The EVSE wants to know which connector, and nobody can tell (ocpi.md 6.8).</summary>
    private bool LacksConnector(FoundPlace place) =>
        Asked.ConnectorId is null && place.Evse is { } evse && evse.Capabilities?.Contains(Capability.START_SESSION_CONNECTOR_REQUIRED) == true
        && evse.Connectors is not [_];

    private CommandAnswered? OpenStop(JournalSession journal)
    {
        if (cpo is null || evseId is null) return Told(CommandResult.UNKNOWN_SESSION);
        Session = journal.OpenSessions.At(cpo, evseId).FirstOrDefault(s => Emsp.Equals(s.Emsp) && IsOf(s, Asked.Token));
        if (Session is null) return Told(CommandResult.UNKNOWN_SESSION);
        if (obstacle is { } known) return Told(known);
        stop = SessionCommands.For(Session, Partner!, new ActOnSession
        {
            AskedBy = Emsp,
            Type = SessionActionType.STOP,
            Id = $"GTW-{Guid.CreateVersion7(Now):N}",
            At = Now,
            CommandId = CommandId,
        });
        return null;
    }

    private static bool IsOf(RememberedSession own, Token? user) =>
        user?.Uid is not { } uid || own.Token?.Uid is not { } known || Ids.Key(uid) == Ids.Key(known);

    private RememberedSession Begin()
    {
        var begun = new RememberedSession
        {
            Id = Guid.CreateVersion7(Now),
            Cpo = cpo,
            Emsp = Emsp,
            Token = new CdrToken { Party = Emsp, Uid = Asked.Token?.Uid, Type = Asked.Token?.Type, ContractId = Asked.Token?.ContractId },
            AuthMethod = AuthMethod.COMMAND,
            AuthorizationReference = Asked.EmspSessionId,
            EvseId = evseId,
            ConnectorId = Asked.ConnectorId,
            State = SessionState.ASKED,
            AskedAt = Now,
            ReadingsWanted = Asked.ReadingsWanted,
            Limits = Asked.Limits,
        };
        var names = NamesFor(Role.EMSP, Emsp, Asked.SessionId, Asked.EmspSessionId, begun);
        if (Partner is not null && cpo is not null) names.AddRange(NamesForCpo(begun));
        return begun with { Names = names };
    }

    /// <summary>What the CPO, or its hub, will call it before it has a name of its own for it.</summary>
    private IEnumerable<SessionName> NamesForCpo(RememberedSession begun)
    {
        var neighbour = SessionNaming.Neighbour(Partner!, Role.CPO, cpo!).Key;
        if (!Partner!.IsHub) yield return new(neighbour, SessionNameKind.Service, begun.ServiceId);
        yield return new(neighbour, SessionNameKind.Emsp, Asked.EmspSessionId is { Length: <= LongestReference } own ? own.Trim() : begun.ServiceId);
    }

    /// <summary>What the other side called it in its answer.</summary>
    private IEnumerable<SessionName> Learnt()
    {
        var neighbour = SessionNaming.Neighbour(Partner!, Role.CPO, cpo!).Key;
        if (Partner!.IsHub && Given?.SessionId is { } hubs) yield return new(neighbour, SessionNameKind.Service, hubs);
        if (Given?.CpoSessionId is { } own) yield return new(neighbour, SessionNameKind.Cpo, own);
    }
}
