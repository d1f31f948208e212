using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Directory;

/// <summary>
/// The directory in the journal's database. What was looked up is kept until something arrives, in whatever process, which is
/// noticed within <see cref="Notice"/>: what is held because of an older answer is released by the journal, whose releases
/// reach back much further.
/// </summary>
internal sealed class JournalDirectory(JournalDatabase database, TimeProvider time) : IDirectory, IDisposable
{
    public static readonly TimeSpan Notice = TimeSpan.FromMilliseconds(50);

    private const int Kept = 4000;

    private readonly ReaderPool<DirectoryQueries> readers = new(database, connection => new DirectoryQueries(connection));
    private readonly GenerationCache<string, (long, IReadOnlyList<LocationHistory>)> places = new(Kept);
    private readonly GenerationCache<string, (long, IReadOnlyList<Token>)> tokens = new(Kept);
    private readonly GenerationCache<string, (long, TariffHistory?)> tariffs = new(Kept);
    private volatile Look? last;

    public ValueTask<PlacedEvse?> FindEvseAsync(string evseId, DateTimeOffset at, CancellationToken cancellation)
    {
        var key = Ids.Key(evseId);
        var histories = Find(places, Subjects.Location(evseId), queries => queries.WithEvse(key));
        return new(EvseNames.ById(histories, evseId.Trim(), at));
    }

    public ValueTask<PlacedEvse?> FindEvseByUidAsync(PartyId cpo, string uid, DateTimeOffset at, CancellationToken cancellation)
    {
        var key = uid.Trim().ToUpperInvariant();
        var histories = Find(places, Subjects.EvseUid(cpo, uid), queries => queries.WithUid(cpo.Key, key));
        return new(EvseNames.ByUid(histories, uid.Trim(), at));
    }

    public ValueTask<IReadOnlyList<Token>> FindTokensAsync(string uid, TokenType? type, CancellationToken cancellation)
    {
        var key = Ids.Key(uid);
        return new(TokenTypes.Choose(Find(tokens, "uid:" + key, queries => queries.TokensOf(key)), uid, type));
    }

    public ValueTask<IReadOnlyList<Token>> FindContractAsync(string contractId, CancellationToken cancellation)
    {
        var key = Ids.Key(contractId);
        return new(Find(tokens, "contract:" + key, queries => queries.TokensOfContract(key)));
    }

    public ValueTask<TariffHistory?> FindTariffAsync(PartyId cpo, string id, CancellationToken cancellation)
    {
        var key = PublishedKeys.Of(id);
        return new(Find(tariffs, Subjects.Tariff(cpo, id), queries => queries.Tariff(cpo.Key, key)));
    }

    public void Dispose() => readers.Dispose();

    private T Find<T>(GenerationCache<string, (long Newest, T Found)> cache, string name, Func<DirectoryQueries, T> query)
    {
        if (last is { } look && time.GetElapsedTime(look.At) < Notice && cache.TryGet(name, out var kept) && kept.Newest == look.Newest)
            return kept.Found;
        return readers.Read(queries =>
        {
            // Before the look-up: what arrives during it makes the next caller look again.
            var newest = Newest(queries);
            if (cache.TryGet(name, out var kept) && kept.Newest == newest) return kept.Found;
            var found = query(queries);
            cache.Add(name, (newest, found));
            return found;
        });
    }

    private long Newest(DirectoryQueries queries)
    {
        if (last is { } look && time.GetElapsedTime(look.At) < Notice) return look.Newest;
        var (at, newest) = (time.GetTimestamp(), queries.NewestChange());
        last = new Look(at, newest);
        return newest;
    }

    /// <summary>The newest change, and when it was asked for.</summary>
    private sealed record Look(long At, long Newest);
}
