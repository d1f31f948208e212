using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Questions;

/// <summary>May this driver charge here? (translation.md section 5.)</summary>
internal sealed class Authorization : Conversation
{
    private List<Candidate> candidates = [];
    private TokenAuthorized? settled;
    private string? group;
    private IReadOnlyList<Token> known = [];
    private FoundPlace? place;
    private string? evseId;
    private IReadOnlyList<(Candidate Candidate, Answer<TokenAuthorized> Answer)> answers = [];

    private AuthorizeToken Question => (AuthorizeToken)Heard.Question;

    private PartyId Cpo => Question.Cpo!;

    public override DateTimeOffset Deadline =>
        Now + (candidates.Count == 0 ? QuestionSettings.Default.AuthorizeWithin : candidates.Max(c => c.Partner.Questions.AuthorizeWithin));

    protected override (PartyId, string)? Place => evseId is { } evse ? (Cpo, evse) : null;

    public override async ValueTask PrepareAsync(CancellationToken cancellation)
    {
        var owners = await new TokenOwners(Tools, Now).FindAsync(Question, Source, cancellation).ConfigureAwait(false);
        (candidates, settled, group, known) = ([.. owners.Candidates], owners.Settled, owners.Group, owners.Known);
        if (Question.EvseId is null || candidates.Any(c => !c.Operation.IsAboutOneEvse))
            place = await new PlaceFinder(Tools, Now).FindAsync(Cpo, null, Question.EvseId, Question.Location, cancellation).ConfigureAwait(false);
        evseId = Question.EvseId ?? place?.Evse?.EvseId;
        if (evseId is null) LeaveOutWhoeverNeedsAnEvse();
    }

    public override object? Open(JournalSession journal)
    {
        if (evseId is { } evse && OpenSession(journal.OpenSessions.At(Cpo, evse)) is { } open)
        {
            Session = open;
            journal.Sessions.Update(open with { Names = Merge(open) }, NewNames(open), Now);
            return Told(new TokenAuthorized
            {
                Allowed = AllowedType.ALLOWED,
                Emsp = open.Emsp,
                ContractId = open.Token?.ContractId,
                ReadingsWanted = open.ReadingsWanted,
                Limits = open.Limits,
            });
        }

        Session = Begin();
        if (settled is not null)
        {
            var whole = After(settled, null);
            journal.Sessions.Insert(whole, Now);
            if (settled.Allowed == AllowedType.ALLOWED) Allowed(journal, whole);
            Session = whole;
            return Told(settled);
        }
        journal.Sessions.Insert(Session, Now);
        return null;
    }

    public override async Task AskAsync(CancellationToken cancellation) =>
        answers = await Task.WhenAll(candidates.Select(c => AskAsync(c, cancellation))).ConfigureAwait(false);

    public override object Close(JournalSession journal)
    {
        var verdict = Verdict.Of(answers);
        var answer = Allowance.Of(verdict.Answer, Heard, place);
        if (verdict.Finding is { } finding) journal.Upkeep.Find("SeveralAllowed", finding, Session!.ServiceId, Now);
        // Something may have been told of it meanwhile.
        Session = journal.Sessions.Load(Session!.Id);
        var whole = After(answer, verdict.Candidate);
        journal.Sessions.Update(whole, [.. whole.Names.Except(Session.Names)], Now);
        if (answer.Allowed == AllowedType.ALLOWED) Allowed(journal, whole);
        return Told(answer, whole);
    }

    public override object Unknown() => Told(new TokenAuthorized { Unanswered = UnansweredReason.NO_ANSWER });

    private async Task<(Candidate, Answer<TokenAuthorized>)> AskAsync(Candidate candidate, CancellationToken cancellation)
    {
        var question = Question with { Emsp = candidate.Emsp, EvseId = evseId, SessionId = Session!.ServiceId };
        // Whoever wants exactly one EVSE is told the one that a location has, too.
        if (candidate.Operation.IsAboutOneEvse && place is { Location.Id: { } location, Evse.Uid: { } uid })
            question = question with { Location = new() { LocationId = location, EvseUids = [uid], ConnectorIds = Question.Location?.ConnectorIds } };
        return (candidate, await AskAsync<AuthorizeToken, TokenAuthorized>(candidate.Partner, question, cancellation).ConfigureAwait(false));
    }

    /// <summary>The same driver again, or one of the same group: a stop, or a repeat.</summary>
    private RememberedSession? OpenSession(IReadOnlyList<RememberedSession> open) => open.FirstOrDefault(s =>
        IsToken(s.Token) || (group is not null && Ids.Same(s.TokenGroup?.GroupId, group)));

    private bool IsToken(CdrToken? token) =>
        token?.Uid is { } uid && Question.Token?.Uid is { } shown && Ids.Key(uid) == Ids.Key(shown)
        && (token.Type is null || Question.Token.Type is null || token.Type == Question.Token.Type);

    private RememberedSession Begin()
    {
        var begun = new RememberedSession
        {
            Id = Guid.CreateVersion7(Now),
            Cpo = Cpo,
            Token = Question.Token,
            TokenGroup = group is null ? null : new(group),
            EvseId = evseId,
            ConnectorId = Question.Location?.ConnectorIds is [var connector] ? connector : null,
            State = SessionState.ASKED,
            AskedAt = Now,
        };
        return begun with { Names = NamesFor(Role.CPO, Cpo, Question.SessionId, Question.CpoSessionId, begun) };
    }

    private RememberedSession After(TokenAuthorized answer, Candidate? candidate)
    {
        var allowed = answer.Allowed == AllowedType.ALLOWED;
        var names = new List<SessionName>(Session!.Names);
        if (answer.Emsp is { } emsp && candidate is not null)
        {
            var neighbour = SessionNaming.Neighbour(candidate.Partner, Role.EMSP, emsp).Key;
            Add(neighbour, SessionNameKind.Service, candidate.Partner.IsHub ? answer.SessionId : Session.ServiceId);
            Add(neighbour, SessionNameKind.Emsp, answer.EmspSessionId);
        }
        // Whoever asks knows the session by what we tell as the eMSP's own id, until it gives it one.
        if (allowed) Add(SessionNaming.Neighbour(Source, Role.CPO, Cpo).Key, SessionNameKind.Emsp, answer.EmspSessionId ?? Session.ServiceId);
        return Session with
        {
            Emsp = answer.Emsp,
            Token = Session.Token is null ? null : Session.Token with { Party = answer.Emsp, ContractId = answer.ContractId ?? Session.Token.ContractId ?? Contract(answer) },
            AuthMethod = allowed ? candidate is null ? AuthMethod.WHITELIST : AuthMethod.AUTH_REQUEST : null,
            AuthorizationReference = candidate is null ? null : answer.EmspSessionId,
            State = allowed ? SessionState.AUTHORIZED : SessionState.REFUSED,
            AuthorizedAt = allowed ? Now : null,
            ReadingsWanted = answer.ReadingsWanted,
            Limits = answer.Limits,
            Names = names,
        };

        void Add(string neighbour, SessionNameKind kind, string? value)
        {
            if (value is not null && !names.Contains(new(neighbour, kind, value))) names.Add(new(neighbour, kind, value));
        }
    }

    private List<SessionName> NewNames(RememberedSession known) =>
        [.. NamesFor(Role.CPO, Cpo, Question.SessionId, Question.CpoSessionId, known).Except(known.Names)];

    private IReadOnlyList<SessionName> Merge(RememberedSession known) => [.. known.Names, .. NewNames(known)];

    /// <summary>The answer as whoever asked gets it: with the session's id, whatever it says.</summary>
    private TokenAuthorized Told(TokenAuthorized answer, RememberedSession? whole = null)
    {
        var id = (whole ?? Session)?.ServiceId ?? Guid.CreateVersion7(Now).ToString();
        return answer with
        {
            SessionId = Question.SessionId?.Trim() ?? id,
            EmspSessionId = answer.EmspSessionId ?? id,
            Token = answer.Token ?? MakeToken(answer),
        };
    }

    private void LeaveOutWhoeverNeedsAnEvse()
    {
        var others = candidates.Where(c => !c.Operation.IsAboutOneEvse).ToList();
        if (candidates.Count > 0 && others.Count == 0)
            settled = new() { Emsp = candidates[0].Emsp, Unanswered = place?.Trouble ?? UnansweredReason.UNKNOWN_PLACE };
        candidates = others;
    }

    /// <summary>The token for askers who want it whole; null where nobody knows its contract (translation.md section 5).</summary>
    private Token? MakeToken(TokenAuthorized answer)
    {
        if (Question.Token is not { Uid: { } uid, Type: { } type } || answer.Emsp is not { } emsp) return null;
        if (Contract(answer) is not { } contract) return null;
        var own = Own(emsp);
        return new Token
        {
            Party = emsp,
            Uid = uid,
            Type = type,
            ContractId = contract,
            VisualNumber = own?.VisualNumber,
            Issuer = own?.Issuer ?? emsp.ToString(),
            GroupId = own?.GroupId,
            Valid = true,
            Whitelist = WhitelistType.NEVER,
            Language = own?.Language,
            LastUpdated = Now,
        };
    }

    /// <summary>As the eMSP told it, else as the directory has it; by it a CPO of OCPI 2.1.1 tells whose session it is.</summary>
    private string? Contract(TokenAuthorized answer) =>
        answer.ContractId ?? (answer.Emsp is { } emsp ? Own(emsp)?.ContractId : null) ?? (Question.Token is { Type: TokenType.EMAID, Uid: { } uid } ? uid : null);

    private Token? Own(PartyId emsp) => known.FirstOrDefault(t => emsp.Equals(t.Party));
}
