using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Silences;

namespace ProtocolGateway.PartyStatuses;

/// <summary>How parties stand, as this node saw it last and the journal dates it.</summary>
internal sealed class JournalPartyStatuses(
    IDbContextFactory<JournalContext> contexts, JournalWriter writer, PartnerBook book, SilentPartners silent, TimeProvider time,
    ILogger<JournalPartyStatuses> logger) : IPartyStatuses
{
    private volatile Sight sight = Sight.None;

    public IReadOnlyList<PartyStatus> Now => sight.Now;

    public IReadOnlyList<PartyStatus> HeardFrom(Partner hub) => sight.Heard.GetValueOrDefault(hub.Id) ?? [];

    public bool IsAway(Partner hub, PartyId party) =>
        sight.Heard.Count > 0 && HeardFrom(hub).Where(s => party.Equals(s.Party)).Select(s => s.Status).ToList() is { Count: > 0 } told
        && told.TrueForAll(status => status != ConnectionStatus.CONNECTED);

    public bool IsAway(Partner partner) => sight.Away.Contains(partner.Id);

    public async Task<bool> RefreshAsync(CancellationToken cancellation)
    {
        if (await LookAsync(cancellation).ConfigureAwait(false) is not { } seen) return false;
        var now = time.GetUtcNow();
        var dated = seen.Now.ToDictionary(s => (s.Party!.Key, s.Role));
        var changed = Standing(seen).Where(s => !dated.TryGetValue((s.Role.Party.Key, RoleOf(s.Role.Role)), out var before) || before.Status != s.Status).ToList();
        if (changed.Count > 0)
        {
            var written = await WriteAsync(journal =>
            {
                foreach (var (role, status) in changed) journal.PartyStatuses.Note(role.Party, role.Role.ToString(), status, now);
                return true;
            }).ConfigureAwait(false);
            if (!written || await LookAsync(cancellation).ConfigureAwait(false) is not { } again) return false;
            seen = again;
        }
        // Those that the settings no longer name are nobody's business.
        var named = book.All.SelectMany(p => p.Roles.Concat(p.Reaches)).Select(r => (r.Party.Key, RoleOf(r.Role))).ToHashSet();
        sight = seen with { Now = [.. seen.Now.Where(s => named.Contains((s.Party!.Key, s.Role!.Value)))] };
        return true;
    }

    public async Task<bool> HearAsync(Partner hub, IReadOnlyList<PartyStatus> statuses)
    {
        var now = time.GetUtcNow();
        var written = await WriteAsync(journal =>
        {
            foreach (var status in statuses) journal.PartyStatuses.Hear(hub.Id, status.Party!, status.Role.ToString()!, status.Status!.Value, status.LastUpdated!.Value, now);
            return true;
        }).ConfigureAwait(false);
        return written && await RefreshAsync(CancellationToken.None).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ToldStatus>> FindUntoldAsync(Partner partner, IReadOnlyCollection<PartnerRole> reachable, CancellationToken cancellation)
    {
        var wanted = Now.Where(s => reachable.Any(r => r.Party.Equals(s.Party) && RoleOf(r.Role) == s.Role)).ToList();
        if (wanted.Count == 0) return [];
        Dictionary<(string, string), ConnectionStatus> told;
        try
        {
            await using var journal = contexts.CreateDbContext();
            told = await journal.ToldStatuses.AsNoTracking().Where(t => t.PartnerId == partner.Id)
                .ToDictionaryAsync(t => (t.Party, t.Role), t => t.Status, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (JournalFaults.Explain(e) is { } unavailable)
        {
            PartyStatusLog.OutOfReach(logger, unavailable.Text);
            return [];
        }
        var first = wanted.Where(s => !told.ContainsKey((s.Party!.Key, s.Role.ToString()!))).ToList();
        if (first.Count > 0)
        {
            await WriteAsync(journal =>
            {
                foreach (var status in first) journal.PartyStatuses.Begin(partner.Id, status.Party!, status.Role.ToString()!, status.Status!.Value, status.LastUpdated!.Value);
                return true;
            }).ConfigureAwait(false);
        }
        return
        [
            .. from status in wanted
               where told.TryGetValue((status.Party!.Key, status.Role.ToString()!), out _)
               let before = told[(status.Party!.Key, status.Role.ToString()!)]
               where before != status.Status
               select new ToldStatus(status, before),
        ];
    }

    public Task<bool> TellAsync(Partner partner, ToldStatus status) =>
        SetAsync(partner, status.Status, status.Status.Status!.Value, status.Before);

    public Task UntellAsync(Partner partner, ToldStatus status) =>
        SetAsync(partner, status.Status, status.Before, status.Status.Status!.Value);

    private Task<bool> SetAsync(Partner partner, PartyStatus about, ConnectionStatus status, ConnectionStatus before) => WriteAsync(journal =>
        journal.PartyStatuses.Tell(partner.Id, about.Party!, about.Role.ToString()!, status, about.LastUpdated!.Value, before));

    /// <summary>Everybody whom a partner speaks for, once, as it stands by what is known here.</summary>
    private IEnumerable<(PartnerRole Role, ConnectionStatus Status)> Standing(Sight seen) =>
        from partner in book.All
        from role in partner.Roles.Concat(partner.Reaches)
        where role.Role != Role.HUB && ReferenceEquals(book.Find(role.Role, role.Party), partner)
        select (role, Of(partner, role, seen));

    private static ConnectionStatus Of(Partner partner, PartnerRole role, Sight seen)
    {
        if (partner.Settings is INegotiated { Registers: true, IsRegistered: false }) return ConnectionStatus.PLANNED;
        if (seen.Away.Contains(partner.Id)) return ConnectionStatus.OFFLINE;
        var told = seen.Heard.GetValueOrDefault(partner.Id)?.FirstOrDefault(s => role.Party.Equals(s.Party) && s.Role == RoleOf(role.Role));
        return told?.Status ?? ConnectionStatus.CONNECTED;
    }

    private async Task<Sight?> LookAsync(CancellationToken cancellation)
    {
        try
        {
            await using var journal = contexts.CreateDbContext();
            var lines = await journal.PartnerStates.AsNoTracking().Where(s => s.PausedAt != null || s.UnreachableAt != null).Select(s => s.PartnerId)
                .ToListAsync(cancellation).ConfigureAwait(false);
            var heard = await journal.PartyStatuses.AsNoTracking().ToListAsync(cancellation).ConfigureAwait(false);
            var now = await journal.ToldStatuses.AsNoTracking().Where(t => t.PartnerId == "").ToListAsync(cancellation).ConfigureAwait(false);
            return new Sight(
                [.. now.Select(t => Read(t.Party, t.Role, t.Status, t.LastUpdated)).OrderBy(s => s.Party!.Key, StringComparer.Ordinal).ThenBy(s => s.Role)],
                heard.GroupBy(h => h.PartnerId).ToDictionary(g => g.Key, g => (IReadOnlyList<PartyStatus>)[.. g.Select(h => Read(h.Party, h.Role, h.Status, h.LastUpdated))]),
                [.. lines, .. book.All.Where(p => silent.Find(p) is not null).Select(p => p.Id)]);
        }
        catch (Exception e) when (JournalFaults.Explain(e) is { } unavailable)
        {
            PartyStatusLog.OutOfReach(logger, unavailable.Text);
            return null;
        }
    }

    private async Task<bool> WriteAsync(Func<JournalSession, bool> write)
    {
        var written = await writer.WriteAsync(write).ConfigureAwait(false);
        if (written.Unavailable is { } unavailable) PartyStatusLog.OutOfReach(logger, unavailable.Text);
        return written is { Unavailable: null, Value: true };
    }

    private static PartyRole RoleOf(Role role) => Enum.Parse<PartyRole>(role.ToString());

    private static PartyStatus Read(string party, string role, ConnectionStatus status, DateTimeOffset at) => new()
    {
        Party = PartyId.TryParse(party, out var id) ? id : throw new InvalidDataException($"'{party}' is no party."),
        Role = Enum.Parse<PartyRole>(role),
        Status = status,
        LastUpdated = at,
    };

    /// <param name="Heard">By the hub that told it.</param>
    /// <param name="Away">Partners that nothing is said to.</param>
    private sealed record Sight(IReadOnlyList<PartyStatus> Now, Dictionary<string, IReadOnlyList<PartyStatus>> Heard, HashSet<string> Away)
    {
        public static Sight None { get; } = new([], [], []);
    }
}
