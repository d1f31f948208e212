using System.Collections.Concurrent;
using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Questions;

/// <summary>
/// One question from its hearing to its answer. <see cref="Open"/> and <see cref="Close"/> run in the journal's transactions,
/// perhaps twice: they change nothing but the journal and what they set here.
/// </summary>
internal abstract class Conversation
{
    private readonly ConcurrentQueue<Asking> askings = new();

    public required HeardQuestion Heard { get; init; }

    public required ConversationTools Tools { get; init; }

    /// <summary>When it was heard, by our clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>By when there must be an answer. Known once it is prepared.</summary>
    public abstract DateTimeOffset Deadline { get; }

    /// <summary>What was asked of partners, in the order of their answers.</summary>
    public IReadOnlyCollection<Asking> Askings => askings;

    /// <summary>What nobody else may change meanwhile: the EVSE's open sessions, and the session once it is known.</summary>
    public IReadOnlyCollection<long> Names =>
        [.. Place is { } place ? [JournalName.Of("evse", place.Cpo.Key, Ids.Key(place.Evse))] : Array.Empty<long>(), .. SessionNames(), .. Others()];

    /// <summary>The command's name among what nobody else may change meanwhile; null for what is no command.</summary>
    public virtual long? CommandName => null;

    /// <summary>What else nobody may change meanwhile.</summary>
    protected virtual long? Alone => null;

    /// <summary>Where it is about; null where no place counts.</summary>
    protected virtual (PartyId Cpo, string Evse)? Place => null;

    /// <summary>The session that it changes.</summary>
    protected RememberedSession? Session { get; set; }

    public Guid? SessionId => Session?.Id;

    /// <summary>What it has set in motion that may go on the bus, once it is written.</summary>
    public DueDelivery? Due { get; private set; }

    protected Partner Source => Heard.Heard.Partner!;

    /// <summary>Looks up what is needed beside the journal.</summary>
    public abstract ValueTask PrepareAsync(CancellationToken cancellation);

    /// <summary>Writes down that it is asked. The answer, where nobody else has to be asked; else null.</summary>
    public abstract object? Open(JournalSession journal);

    /// <summary>Asks whoever has to be asked, no longer than until the deadline.</summary>
    public abstract Task AskAsync(CancellationToken cancellation);

    /// <summary>Writes down what came of it, and gives the answer.</summary>
    public abstract object Close(JournalSession journal);

    /// <summary>The answer where nobody knows what came of it: the same was asked before, and that never ended.</summary>
    public abstract object Unknown();

    /// <summary>What whoever wants the result later is answered at once, where nothing stands against it.</summary>
    public virtual object Promise() => throw new InvalidOperationException($"A {Heard.Question.GetType().Name} is answered when its answer is known.");

    /// <summary>A command whose result may come later, as it is passed on; null for anything else.</summary>
    public virtual NewCommand? PassedOn(Guid exchange) => null;

    private IEnumerable<long> Others()
    {
        if (CommandName is { } command) yield return command;
        if (Alone is { } alone) yield return alone;
    }

    private IEnumerable<long> SessionNames() =>
        Session?.Names.Select(n => JournalName.Of("session", n.Neighbour, Spelling.Of(n.Kind), n.Value)) ?? [];

    protected async Task<Answer<TAnswer>> AskAsync<TQuestion, TAnswer>(Partner partner, TQuestion question, CancellationToken cancellation)
        where TQuestion : class
        where TAnswer : class
    {
        var answer = await Tools.Questions.AskAsync<TQuestion, TAnswer>(partner.Id, question, Deadline, cancellation).ConfigureAwait(false);
        var asking = new Asking(partner.Id, typeof(TQuestion).Name, answer.Why?.ToString() ?? "Answered", answer.Said);
        askings.Enqueue(asking);
        return answer;
    }

    /// <summary>The session may begin: a card shown there again means it, and its record is awaited.</summary>
    protected void Allowed(JournalSession journal, RememberedSession session)
    {
        journal.OpenSessions.Add(session, Now);
        journal.Unrecorded.Add(session, Now);
        journal.Clocks.Set(session.Id, Now + SessionClocks.AfterAuthorization);
        if (session.Cpo is not { } cpo || Tools.Partners.Find(Role.CPO, cpo) is not { Sessions.Reports: true } source) return;
        journal.Waits.Set(session.Id, SessionAwaited.Start, Now + SessionClocks.BeforeStart);
        // Whoever tells sessions whole tells that they wait, too.
        if (session.Emsp is not null && Tools.Protocols.TellsMoments(source)) Due = new SessionNews(journal, Tools.Routing, source, Now).Pending(session);
    }

    /// <summary>The names that a session has for whoever asked in that role, and the id that is told.</summary>
    /// <param name="told">The hub's id of it, where a hub asks and has one.</param>
    protected List<SessionName> NamesFor(Role role, PartyId party, string? told, string? own, RememberedSession session)
    {
        var neighbour = SessionNaming.Neighbour(Source, role, party).Key;
        var names = new List<SessionName>(3) { new(neighbour, SessionNameKind.Service, told?.Trim() ?? session.ServiceId) };
        if (own is not null) names.Add(new(neighbour, role == Role.CPO ? SessionNameKind.Cpo : SessionNameKind.Emsp, own.Trim()));
        return names;
    }
}

/// <summary>What was asked of one partner, for the journal.</summary>
internal sealed record Asking(string PartnerId, string Message, string Result, Said? Said);
