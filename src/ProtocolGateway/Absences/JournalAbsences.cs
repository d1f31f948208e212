using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Absences;

/// <summary>Catching up as the journal keeps it.</summary>
internal sealed class JournalAbsences(
    IDbContextFactory<JournalContext> contexts, JournalWriter writer, Node node, TimeProvider time, ILogger<JournalAbsences> logger) : IAbsences
{
    /// <summary>The finding of a module that can't be pulled.</summary>
    public const string Fails = "CatchUpFails";

    private const int AttemptsUntilFinding = 5;

    // What a partner has not today it may have with its next version.
    private static readonly TimeSpan Lasting = TimeSpan.FromHours(24);

    // The part of the time between pulls by which partners differ.
    private const double Spread = 0.1;

    public async Task<CatchUp?> ClaimAsync(Partner partner, string module, PullPlan plan, CancellationToken cancellation)
    {
        try
        {
            // Mostly there is nothing to do, and that is seen without writing.
            if (!await MayHaveWorkAsync(partner, module, plan, cancellation).ConfigureAwait(false)) return null;
        }
        catch (Exception e) when (JournalFaults.Explain(e) is { } unavailable)
        {
            AbsenceLog.NotClaimed(logger, partner.Id, module, unavailable.Text);
            return null;
        }
        var now = time.GetUtcNow();
        var written = await writer.WriteAsync(journal => Claim(journal.CatchUps, partner, module, plan, now)).ConfigureAwait(false);
        if (written.Unavailable is { } busy) AbsenceLog.NotClaimed(logger, partner.Id, module, busy.Text);
        return written.Value;
    }

    public async Task<bool> AdvanceAsync(CatchUp catchUp, string page)
    {
        var written = await writer.WriteAsync(journal => journal.CatchUps.Advance(catchUp.Partner.Id, catchUp.Module, node.Id, page)).ConfigureAwait(false);
        return Held(catchUp, written);
    }

    public async Task<bool> EndAsync(CatchUp catchUp, string? missing)
    {
        var written = await writer.WriteAsync(journal =>
        {
            if (!journal.CatchUps.End(catchUp.Partner.Id, catchUp.Module, node.Id, missing)) return false;
            journal.Upkeep.SettleFindings(Subject(catchUp), Fails);
            return true;
        }).ConfigureAwait(false);
        if (!Held(catchUp, written)) return false;
        AbsenceLog.CaughtUp(logger, catchUp.Partner.Id, catchUp.Module, catchUp.From);
        return true;
    }

    public async Task PostponeAsync(CatchUp catchUp, Postponement postponement)
    {
        var now = time.GetUtcNow();
        var attempt = catchUp.Attempts + 1;
        if (!postponement.IsLasting) AbsenceLog.Postponed(logger, catchUp.Partner.Id, catchUp.Module, attempt, postponement.Reason);
        else if (catchUp.Reason != postponement.Reason) AbsenceLog.NotThere(logger, catchUp.Partner.Id, catchUp.Module, postponement.Reason);
        var before = now + (postponement.IsLasting ? Lasting : RetrySchedule.After(attempt, DeliveryPolicies.UsualRetry, postponement.RetryAfter));
        var written = await writer.WriteAsync(journal =>
        {
            if (!journal.CatchUps.Postpone(catchUp.Partner.Id, catchUp.Module, node.Id, before, postponement.Reason, postponement.Anew)) return false;
            if (attempt == AttemptsUntilFinding && !postponement.IsLasting)
                journal.Upkeep.Find(Fails, $"{catchUp.Module} of {catchUp.Partner.Id} since {catchUp.From:u} can't be asked for: {postponement.Reason}", Subject(catchUp), now);
            return true;
        }).ConfigureAwait(false);
        Held(catchUp, written);
    }

    public async Task<bool> AskAsync(Partner partner, DateTimeOffset? from, bool confirmed)
    {
        var now = time.GetUtcNow();
        // As an absence that is over, so that it is looked at at once.
        var over = now - AbsenceRecord.Quiet;
        var written = await writer.WriteAsync(journal =>
        {
            if (confirmed) journal.Absences.Insert(partner.Id, CatchUp.Ever, over, AbsenceKind.Confirmed);
            else journal.Absences.Insert(partner.Id, from < over ? from.Value : over, over, AbsenceKind.Asked);
            journal.CatchUps.Hurry(partner.Id, now);
            return true;
        }).ConfigureAwait(false);
        return written.Unavailable is null;
    }

    private static string Subject(CatchUp catchUp) => $"{PartnerStates.Subject(catchUp.Partner.Id)}:{catchUp.Module}";

    private async Task<bool> MayHaveWorkAsync(Partner partner, string module, PullPlan plan, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var over = now - AbsenceRecord.Quiet;
        await using var journal = contexts.CreateDbContext();
        var row = await journal.CatchUps.AsNoTracking()
            .FirstOrDefaultAsync(c => c.PartnerId == partner.Id && c.Module == module, cancellation).ConfigureAwait(false);
        if (row is null) return true;
        if (row.NotBefore > now || (row.ClaimNode is not null && row.ClaimNode != node.Id && row.ClaimUntil >= now)) return false;
        return row.Target is not null || IsDue(row.ReachedAt, plan.Every, partner, module, now) || await journal.Absences.AnyAsync(
            a => a.Id > row.Through && a.ToAt <= over && (a.PartnerId == null || a.PartnerId == partner.Id), cancellation).ConfigureAwait(false);
    }

    private CatchUp? Claim(CatchUpStatements catchUps, Partner partner, string module, PullPlan plan, DateTimeOffset now)
    {
        catchUps.Begin(partner.Id, module, plan.First, now);
        if (catchUps.Claim(partner.Id, module, node.Id, now, now + Node.Lease) is not { } state) return null;
        if (state is { Target: { } aimed, From: { } began })
        {
            return new CatchUp(partner, module, began, state.Page, state.Attempts)
            {
                Reason = state.Reason,
                IsConfirmed = catchUps.IsConfirmed(partner.Id, state.Through, aimed),
            };
        }
        var open = catchUps.FindOpen(partner.Id, state.Through, now - AbsenceRecord.Quiet);
        if (open is null && !IsDue(state.Reached, plan.Every, partner, module, now))
        {
            catchUps.Release(partner.Id, module, node.Id);
            return null;
        }
        var from = state.Reached ?? plan.First ?? now;
        if (open?.From < from) from = open.Value.From;
        if (plan.Whole is { } whole && IsDue(state.Whole, whole, partner, module, now)) from = CatchUp.Ever;
        var target = open?.Newest ?? state.Through;
        catchUps.Aim(partner.Id, module, node.Id, target, from, now);
        return new CatchUp(partner, module, from, null, 0) { IsConfirmed = catchUps.IsConfirmed(partner.Id, state.Through, target) };
    }

    private static bool IsDue(DateTimeOffset? began, TimeSpan every, Partner partner, string module, DateTimeOffset now)
    {
        // A journal of an earlier version doesn't tell.
        if (began is not { } last) return true;
        var part = (ulong)JournalName.Of(partner.Id, module) / (double)ulong.MaxValue;
        return last + (every * (1 - (Spread * part))) <= now;
    }

    private bool Held(CatchUp catchUp, Written<bool> written)
    {
        if (written is { Unavailable: null, Value: true }) return true;
        AbsenceLog.Lost(logger, catchUp.Partner.Id, catchUp.Module, written.Unavailable?.Text ?? "Another node has taken it over.");
        return false;
    }
}
