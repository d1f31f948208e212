using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Rating;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>Every record that was ever accepted, and who may see it (translation.md section 1, rule 8).</summary>
internal sealed class Archive(IDbContextFactory<JournalContext> contexts)
{
    /// <summary>All ids given must agree on one session to which whoever asks is a party; else nothing is found.</summary>
    public async Task<ChargeDetailRecordsFound> FindAsync(Partner? asker, FindChargeDetailRecords question, CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        if (await FindSessionAsync(journal, asker, question, cancellation).ConfigureAwait(false) is not { } session) return new();

        var found = await (
            from fact in journal.Facts
            join exchange in journal.Exchanges on fact.ExchangeId equals exchange.Id
            where fact.SessionId == session.Id && fact.Message == nameof(ChargeDetailRecordIssued)
            orderby exchange.ReceivedAt
            select new { exchange.Canonical, Rating = journal.Ratings.Where(r => r.ExchangeId == exchange.Id).Select(r => r.Body).FirstOrDefault() })
            .ToListAsync(cancellation).ConfigureAwait(false);
        var pays = question.AskedBy!.Equals(session.Emsp);
        return new() { Records = [.. found.Select(f => AsKnownTo(asker, session, question, Rated(Read(f.Canonical!), pays ? f.Rating : null)))] };
    }

    /// <summary>The one session that all ids given agree on, if whoever asks is a party to it.</summary>
    public async Task<RememberedSession?> FindSessionAsync(Partner? asker, FindChargeDetailRecords question, CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        return await FindSessionAsync(journal, asker, question, cancellation).ConfigureAwait(false);
    }

    public async Task<ChargeDetailRecord?> ReadBackAsync(Partner asker, PartyId owner, string id, CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        string[] keys = [ChargeDetailRecordKind.Key(owner, id), ChargeDetailRecordKind.Key(owner, id.ToUpperInvariant())];
        var found = await (
            from fact in journal.Facts
            join exchange in journal.Exchanges on fact.ExchangeId equals exchange.Id
            where keys.Contains(fact.Key)
            select new
            {
                fact.Key,
                fact.PosterId,
                fact.Payer,
                exchange.Canonical,
                Rating = journal.Ratings.Where(r => r.ExchangeId == exchange.Id).Select(r => r.Body).FirstOrDefault(),
            }).ToListAsync(cancellation).ConfigureAwait(false);
        var allowed = found.Where(f => f.PosterId == asker.Id || Pays(asker, f.Payer));
        return allowed.OrderBy(f => f.Key == keys[0] ? 0 : 1).Select(f => Rated(Read(f.Canonical!), f.PosterId == asker.Id ? null : f.Rating)).FirstOrDefault();
    }

    private static async Task<RememberedSession?> FindSessionAsync(
        JournalContext journal, Partner? asker, FindChargeDetailRecords question, CancellationToken cancellation)
    {
        if (question.AskedBy is not { } askedBy) return null;
        var neighbours = Neighbours(asker, askedBy);
        string[] ids = [.. new[] { question.SessionId, question.CpoSessionId, question.EmspSessionId }
            .Where(id => !string.IsNullOrWhiteSpace(id)).Select(id => id!.Trim())];
        if (ids.Length == 0) return null;
        var keys = neighbours.ToArray();
        var bodies = await (
            from name in journal.SessionNames
            join session in journal.Sessions on name.SessionId equals session.Id
            where keys.Contains(name.Neighbour) && ids.Contains(name.Value)
            select session.Body).Distinct().ToListAsync(cancellation).ConfigureAwait(false);
        var agreeing = bodies
            .Select(b => (RememberedSession)CanonicalJson.Read(b, typeof(RememberedSession)))
            .Where(s => askedBy.Equals(s.Cpo) || askedBy.Equals(s.Emsp))
            .Where(s => Agrees(s, neighbours, question)).ToList();
        return agreeing.Count == 1 ? agreeing[0] : null;
    }

    private static bool Agrees(RememberedSession session, HashSet<string> neighbours, FindChargeDetailRecords question)
    {
        return Has(question.SessionId, SessionNameKind.Service, SessionNameKind.Cpo)
            && Has(question.CpoSessionId, SessionNameKind.Cpo, SessionNameKind.Cpo)
            && Has(question.EmspSessionId, SessionNameKind.Emsp, SessionNameKind.Emsp);

        bool Has(string? id, SessionNameKind kind, SessionNameKind orKind) => string.IsNullOrWhiteSpace(id) || session.Names.Any(
            n => n.Value == id.Trim() && (n.Kind == kind || n.Kind == orKind) && neighbours.Contains(n.Neighbour));
    }

    /// <summary>A neighbour is only told ids that it gave or was given.</summary>
    public static ChargeDetailRecord AsKnownTo(Partner? asker, RememberedSession session, FindChargeDetailRecords question, ChargeDetailRecord record)
    {
        var neighbours = Neighbours(asker, question.AskedBy!);
        return record with
        {
            SessionId = question.SessionId?.Trim() ?? Known(SessionNameKind.Service) ?? Known(SessionNameKind.Cpo),
            CpoSessionId = Known(SessionNameKind.Cpo, record.CpoSessionId),
            EmspSessionId = Known(SessionNameKind.Emsp, record.EmspSessionId),
        };

        string? Known(SessionNameKind kind, string? preferred = null)
        {
            var own = session.Names.Where(n => n.Kind == kind && neighbours.Contains(n.Neighbour)).Select(n => n.Value).ToList();
            return preferred is not null && own.Contains(preferred) ? preferred : own.FirstOrDefault();
        }
    }

    /// <summary>Whose names the asker may use: the party's and, behind a hub, the hub's.</summary>
    private static HashSet<string> Neighbours(Partner? asker, PartyId askedBy) =>
        [askedBy.Key, .. asker?.Roles.Where(r => r.Role == Role.HUB).Select(r => r.Party.Key) ?? []];

    /// <summary>The payer is told the price that the record was told with; its CPO what it said.</summary>
    private static ChargeDetailRecord Rated(ChargeDetailRecord record, byte[]? rating) =>
        rating is null ? record : ((RatedPrice)CanonicalJson.Read(rating, typeof(RatedPrice))).ApplyTo(record);

    private static bool Pays(Partner asker, string? payer) =>
        PartyId.TryParse(payer, out var party) && asker.SpeaksFor(Role.EMSP, party!);

    private static ChargeDetailRecord Read(byte[] body) => (ChargeDetailRecord)CanonicalJson.Read(body, typeof(ChargeDetailRecord));
}
