using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Exchanges;

/// <summary>How things stand with each partner, for the operators (contract.md section 4: <c>GET /api/partners</c>).</summary>
public interface IPartnerStates
{
    /// <summary>One for each partner of the settings, in their order.</summary>
    Task<IReadOnlyList<PartnerState>> ReadAsync(CancellationToken cancellation);

    /// <summary>Ends a pause: what is owed is sent again. False when the journal is out of reach.</summary>
    Task<bool> ResumeAsync(string partnerId, CancellationToken cancellation);
}

/// <param name="PausedAt">Set while nothing is sent until a person resumes (after HTTP 401 or 403).</param>
public sealed record PartnerState(
    Partner Partner, int Owed, int Held, DateTimeOffset? LastHeardAt, DateTimeOffset? LastSaidAt, DateTimeOffset? PausedAt, string? PauseReason);

internal sealed class PartnerStates(
    IDbContextFactory<JournalContext> contexts, JournalWriter writer, PartnerBook partners, PartnerActivity activity, Lanes lanes)
    : IPartnerStates
{
    /// <summary>The finding of a pause.</summary>
    public const string Paused = "PartnerPaused";

    public static string Subject(string partner) => $"partner:{partner}";

    public async Task<IReadOnlyList<PartnerState>> ReadAsync(CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        var counts = await journal.Deliveries
            .Where(d => d.PartnerId != null && (d.State == DeliveryState.Owed || d.State == DeliveryState.Held))
            .GroupBy(d => new { d.PartnerId, d.State })
            .Select(g => new { g.Key.PartnerId, g.Key.State, Count = g.Count() })
            .ToListAsync(cancellation).ConfigureAwait(false);
        var stored = await journal.PartnerStates.AsNoTracking().ToDictionaryAsync(s => s.PartnerId, cancellation).ConfigureAwait(false);
        return [.. partners.All.Select(partner =>
        {
            var state = stored.GetValueOrDefault(partner.Id);
            return new PartnerState(
                partner, Count(partner, DeliveryState.Owed), Count(partner, DeliveryState.Held),
                activity.LastHeard(partner.Id) ?? state?.LastHeardAt, activity.LastSaid(partner.Id) ?? state?.LastSaidAt,
                state?.PausedAt, state?.PauseReason);
        })];

        int Count(Partner partner, DeliveryState state) => counts.FirstOrDefault(c => c.PartnerId == partner.Id && c.State == state)?.Count ?? 0;
    }

    public async Task<bool> ResumeAsync(string partnerId, CancellationToken cancellation)
    {
        var written = await writer.WriteAsync(journal => Resume(journal, partnerId)).ConfigureAwait(false);
        if (written.Unavailable is null && lanes.Find(partnerId) is { } lane) lane.Paused = false;
        return written.Unavailable is null;
    }

    /// <summary>At a start every pause ends: the settings may have been put right.</summary>
    public async Task ResumeAllAsync(CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        var paused = await journal.PartnerStates.Where(s => s.PausedAt != null).Select(s => s.PartnerId).ToListAsync(cancellation).ConfigureAwait(false);
        foreach (var partner in paused) await ResumeAsync(partner, cancellation).ConfigureAwait(false);
    }

    private static bool Resume(JournalSession journal, string partner)
    {
        journal.Upkeep.Pause(partner, null, null);
        journal.Upkeep.SettleFindings(Subject(partner), Paused);
        return true;
    }
}
