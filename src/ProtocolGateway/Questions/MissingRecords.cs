using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Questions;

/// <summary>
/// Sessions whose record has not come in time: the hub on the CPO's side is asked for it, and a CPO that keeps lists for those of that
/// time; then a person should look at it (translation.md section 3). Any number of nodes may do it at once; a record that two of them fetch is one by its identity.
/// </summary>
internal sealed class MissingRecords(
    IDbContextFactory<JournalContext> contexts, JournalWriter writer, PartnerBook partners, ProtocolTable protocols, IQuestions questions, IGateway gateway,
    TimeProvider time, ILogger<MissingRecords> logger)
{
    private const int AtOnce = 50;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private DateTimeOffset due = DateTimeOffset.MinValue;

    /// <summary>Does nothing until a minute has gone since the last time.</summary>
    public async Task SearchAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (now < due) return;
        due = now + Interval;
        try
        {
            foreach (var session in await LateAsync(now, cancellation).ConfigureAwait(false))
                if (!await FetchAsync(session, cancellation).ConfigureAwait(false) && !await PullAsync(session).ConfigureAwait(false)) await ReportAsync(session).ConfigureAwait(false);
        }
        catch (Exception e) when (JournalFaults.Explain(e) is not null)
        {
            QuestionLog.NotSearched(logger, e);
        }
    }

    private async Task<List<RememberedSession>> LateAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        var bodies = await (
            from clock in journal.SessionClocks
            join session in journal.Sessions on clock.SessionId equals session.Id
            where clock.DueAt <= now
            orderby clock.DueAt
            select session.Body).Take(AtOnce).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. bodies.Select(body => (RememberedSession)CanonicalJson.Read(body, typeof(RememberedSession)))];
    }

    /// <summary>True when the hub had it, and it was taken.</summary>
    private async Task<bool> FetchAsync(RememberedSession session, CancellationToken cancellation)
    {
        if (session is not { Cpo: { } cpo, Emsp: { } emsp } || partners.Find(Role.CPO, cpo) is not { IsHub: true } hub) return false;
        var neighbour = SessionNaming.Neighbour(hub, Role.CPO, cpo).Key;
        if (session.NameOf(neighbour, SessionNameKind.Service) is not { } known) return false;
        var answer = await questions.AskAsync<FindChargeDetailRecords, ChargeDetailRecordsFound>(
            hub.Id, new() { AskedBy = emsp, SessionId = known, CpoSessionId = session.NameOf(neighbour, SessionNameKind.Cpo) },
            time.GetUtcNow() + hub.Questions.CommandWithin, cancellation).ConfigureAwait(false);
        var taken = false;
        foreach (var record in answer.Value?.Records ?? [])
            taken |= await gateway.AcceptAsync(Heard(hub, record, answer.Said), cancellation).ConfigureAwait(false) is Acceptance.Accepted;
        return taken;
    }

    /// <summary>True when its CPO is one whose lists are pulled, and had not been asked for it: the record may come with them.</summary>
    private async Task<bool> PullAsync(RememberedSession session)
    {
        if (session is not { Cpo: { } cpo, RecordAskedAt: null } || partners.Find(Role.CPO, cpo) is not { } partner || !protocols.IsPulled(partner, typeof(ChargeDetailRecordIssued))) return false;
        var now = time.GetUtcNow();
        // What it made from then on is asked for, as after a time in which it could not tell us.
        gateway.Failed(partner, session.StartedAt ?? session.AuthorizedAt ?? now);
        await writer.WriteAsync(journal =>
        {
            if (journal.Sessions.FindById(session.Id) is not { } current) return false;
            journal.Sessions.Update(current with { RecordAskedAt = now }, [], now);
            journal.Clocks.Set(session.Id, now + SessionClocks.AfterAsking);
            return true;
        }).ConfigureAwait(false);
        return true;
    }

    private HeardFact Heard(Partner hub, ChargeDetailRecord record, Said? said) => new()
    {
        Heard = new Heard
        {
            Partner = hub,
            Protocol = hub.Protocol,
            Operation = nameof(FindChargeDetailRecords),
            ReceivedAt = time.GetUtcNow(),
            Body = System.Text.Encoding.UTF8.GetBytes(said?.Answer ?? ""),
            Headers = "",
            Asked = true,
        },
        Reading = new Reading(new ChargeDetailRecordIssued { Record = record }, [], null, said?.Losses ?? []),
        Answer = _ => "",
    };

    private async Task ReportAsync(RememberedSession session)
    {
        var text = session.EndedAt is { } ended
            ? $"The session of {session.Cpo} and {session.Emsp} at {session.EvseId} ended at {ended:u}, and its record has not come."
            : $"The session of {session.Cpo} and {session.Emsp} at {session.EvseId} was allowed at {session.AuthorizedAt:u}, and no record has come.";
        await writer.WriteAsync(journal =>
        {
            if (!journal.Clocks.Stop(session.Id)) return false;
            journal.Upkeep.Find(SessionClocks.NoRecord, text, session.ServiceId, time.GetUtcNow());
            return true;
        }).ConfigureAwait(false);
    }
}
