using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Silences;

namespace ProtocolGateway.Exchanges;

/// <summary>How things stand with each partner, for the operators (contract.md section 4: <c>GET /api/partners</c>).</summary>
public interface IPartnerStates
{
    /// <summary>One for each partner of the settings, in their order.</summary>
    Task<IReadOnlyList<PartnerState>> ReadAsync(CancellationToken cancellation);
}

/// <summary>How things stand with a partner, whichever node tells it.</summary>
public sealed record PartnerState(Partner Partner, int Owed, int Held)
{
    /// <summary>Deliveries that fail for their own sake and hold up what is about the same (<see cref="Poison.Block"/>).</summary>
    public int Blocked { get; init; }

    public DateTimeOffset? LastHeardAt { get; init; }

    public DateTimeOffset? LastSaidAt { get; init; }

    /// <summary>Set while nothing is sent until a person resumes.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    public PausedBy? PausedBy { get; init; }

    public string? PauseReason { get; init; }

    /// <summary>Since when nobody takes anything there: one delivery at a time probes.</summary>
    public DateTimeOffset? UnreachableAt { get; init; }

    /// <summary>Nothing is sent before that time: the next probe's, or what the partner asked for. Null when it has passed.</summary>
    public DateTimeOffset? LeaveUntil { get; init; }

    public string? LeaveReason { get; init; }

    /// <summary>Since when nothing is heard of it that should be.</summary>
    public DateTimeOffset? SilentAt { get; init; }

    public string? SilenceReason { get; init; }

    /// <summary>When it last answered a heartbeat of ours; null for who gets none.</summary>
    public DateTimeOffset? LastAnsweredAt { get; init; }

    /// <summary>How far its lists are pulled, where it has some that are.</summary>
    public IReadOnlyList<PullState> Pulls { get; init; } = [];
}

/// <summary>How far a list of a partner's is pulled.</summary>
/// <param name="Module">The protocol's own name of it: <c>tariffs BE*BEC</c>.</param>
/// <param name="ReachedAt">Everything that was changed before that is known; null before the first complete pull.</param>
/// <param name="From">From when on the pull under way asks; null when none is.</param>
/// <param name="Failures">How often its present place failed.</param>
public sealed record PullState(string Module, DateTimeOffset? ReachedAt, DateTimeOffset? From, int Failures, string? Reason)
{
    /// <summary>When the last complete pull of everything began.</summary>
    public DateTimeOffset? WholeAt { get; init; }

    /// <summary>What became of what that one lacked; null when it lacked nothing.</summary>
    public string? Missing { get; init; }
}

internal sealed class PartnerStates(
    IDbContextFactory<JournalContext> contexts, PartnerBook partners, PartnerActivity activity, SilentPartners silent, TimeProvider time) : IPartnerStates
{
    /// <summary>The findings of a pause, and of a partner that takes nothing.</summary>
    public const string Paused = "PartnerPaused", Unreachable = "PartnerUnreachable";

    public static string Subject(string partner) => $"partner:{partner}";

    public async Task<IReadOnlyList<PartnerState>> ReadAsync(CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        var counts = await journal.Deliveries
            .Where(d => d.PartnerId != null && (d.State == DeliveryState.Owed || d.State == DeliveryState.Held))
            .GroupBy(d => new { d.PartnerId, d.State })
            .Select(g => new { g.Key.PartnerId, g.Key.State, Count = g.Count() })
            .ToListAsync(cancellation).ConfigureAwait(false);
        var blocked = await (
            from failure in journal.Failures
            join delivery in journal.Deliveries on failure.Delivery equals delivery.Sequence
            where failure.Poison && delivery.State == DeliveryState.Owed
            group delivery by delivery.PartnerId into g
            select new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key!, g => g.Count, cancellation).ConfigureAwait(false);
        var stored = await journal.PartnerStates.AsNoTracking().ToDictionaryAsync(s => s.PartnerId, cancellation).ConfigureAwait(false);
        var pulls = (await journal.CatchUps.AsNoTracking().OrderBy(c => c.Module).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(c => c.PartnerId, c => new PullState(c.Module, c.ReachedAt, c.FromAt, c.Attempts, c.Reason) { WholeAt = c.WholeAt, Missing = c.Missing });
        var now = time.GetUtcNow();
        return [.. partners.All.Select(partner =>
        {
            var state = stored.GetValueOrDefault(partner.Id);
            var leave = state?.LeaveUntil > now;
            return new PartnerState(partner, Count(partner, DeliveryState.Owed), Count(partner, DeliveryState.Held))
            {
                Blocked = blocked.GetValueOrDefault(partner.Id),
                LastHeardAt = Later(activity.LastHeard(partner.Id), state?.LastHeardAt),
                LastSaidAt = Later(activity.LastSaid(partner.Id), state?.LastSaidAt),
                SilentAt = silent.Find(partner)?.Since,
                SilenceReason = silent.Find(partner)?.Reason,
                LastAnsweredAt = silent.LastAnswered(partner),
                Pulls = [.. pulls[partner.Id]],
                PausedAt = state?.PausedAt,
                PausedBy = state?.PausedBy,
                PauseReason = state?.PauseReason,
                UnreachableAt = state?.UnreachableAt,
                LeaveUntil = leave ? state!.LeaveUntil : null,
                LeaveReason = leave || state?.UnreachableAt is not null ? state!.LeaveReason : null,
            };
        })];

        static DateTimeOffset? Later(DateTimeOffset? here, DateTimeOffset? written) => here is null || written > here ? written : here;

        int Count(Partner partner, DeliveryState state) => counts.FirstOrDefault(c => c.PartnerId == partner.Id && c.State == state)?.Count ?? 0;
    }
}
