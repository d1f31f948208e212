using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Exchanges;

/// <summary>What a person may do with a partner (contract.md section 4). Every node follows within 2 s.</summary>
public interface IPartnerActions
{
    /// <summary>Nothing more is said to it, until a person resumes it; what is being said ends as it does. Survives a restart.</summary>
    Task<ActionResult> PauseAsync(string partner, string reason, CancellationToken cancellation);

    /// <summary>Ends a pause, whoever made it, and what the partner asked for: what is owed is said again at once.</summary>
    Task<ActionResult> ResumeAsync(string partner, CancellationToken cancellation);
}

internal sealed class PartnerActions(
    IDbContextFactory<JournalContext> contexts, JournalWriter writer, PartnerBook partners, Lanes lanes, DispatcherSignal signal, TimeProvider time)
    : IPartnerActions
{
    public async Task<ActionResult> PauseAsync(string partner, string reason, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(reason)) return new ActionResult.Impossible("Pausing needs a reason.");
        if (partners.Find(partner) is not { } known) return new ActionResult.Unknown();
        var now = time.GetUtcNow();
        var written = await writer.WriteAsync(journal =>
        {
            journal.Lines.Pause(known.Id, now, reason, PausedBy.Person);
            return true;
        }).ConfigureAwait(false);
        if (written.Unavailable is { } unavailable) return new ActionResult.Busy(unavailable.Text);
        lanes.Find(known.Id)!.Line.Pause();
        return new ActionResult.Done();
    }

    public async Task<ActionResult> ResumeAsync(string partner, CancellationToken cancellation)
    {
        if (partners.Find(partner) is not { } known) return new ActionResult.Unknown();
        return await ResumeAsync(known.Id, whoever: true).ConfigureAwait(false);
    }

    /// <summary>Whoever wants a delivery said again wants to know whether the partner takes it; what a person paused stays so.</summary>
    public Task<ActionResult> ResumeForRetryAsync(string partner) => ResumeAsync(partner, whoever: false);

    /// <summary>At a start the pauses that partners made end: the settings may have been put right.</summary>
    public async Task ResumeAllAsync(CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        var paused = await journal.PartnerStates.Where(s => s.PausedAt != null && s.PausedBy != PausedBy.Person)
            .Select(s => s.PartnerId).ToListAsync(cancellation).ConfigureAwait(false);
        foreach (var partner in paused) await ResumeAsync(partner, whoever: false).ConfigureAwait(false);
    }

    private async Task<ActionResult> ResumeAsync(string partner, bool whoever)
    {
        var now = time.GetUtcNow();
        var written = await writer.WriteAsync(journal =>
        {
            if (!journal.Lines.Resume(partner, whoever)) return true;
            journal.Upkeep.SettleFindings(PartnerStates.Subject(partner), PartnerStates.Paused);
            journal.Absences.Insert(partner, now, now, AbsenceKind.Cut);
            return true;
        }).ConfigureAwait(false);
        if (written.Unavailable is { } unavailable) return new ActionResult.Busy(unavailable.Text);
        // The search reads what counts now, and goes on with what is owed.
        signal.Wake();
        return new ActionResult.Done();
    }
}
