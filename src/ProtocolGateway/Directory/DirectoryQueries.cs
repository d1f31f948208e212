using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Directory;

/// <summary>What the directory asks the journal's database, prepared. Owns its connection; for one caller at a time.</summary>
internal sealed class DirectoryQueries(JournalConnection connection) : IDisposable
{
    private readonly Statement newest = connection.Prepare("SELECT COALESCE(MAX(Sequence), 0) FROM Changes");
    private readonly Statement byEvseKey = connection.Prepare("SELECT DISTINCT Owner, LocationKey FROM Evses WHERE EvseKey = @key");
    private readonly Statement byUidKey = connection.Prepare("SELECT DISTINCT Owner, LocationKey FROM Evses WHERE Owner = @owner AND UidKey = @key");
    private readonly Statement versions = connection.Prepare(
        "SELECT ValidFrom, Body FROM Locations WHERE Owner = @owner AND LocationKey = @key ORDER BY ValidFrom");
    private readonly Statement byTokenUid = connection.Prepare("SELECT Body FROM Tokens WHERE UidKey = @key ORDER BY Owner, Type");
    private readonly Statement byContract = connection.Prepare("SELECT Body FROM Tokens WHERE ContractKey = @key ORDER BY Owner, UidKey");

    private readonly Statement tariff = connection.Prepare("SELECT ValidFrom, Body FROM Tariffs WHERE Owner = @owner AND TariffKey = @key ORDER BY ValidFrom");

    /// <summary>Grows with every import.</summary>
    public long NewestChange()
    {
        using var rows = newest.Read();
        return rows.Read() ? rows.Number(0) : 0;
    }

    public IReadOnlyList<LocationHistory> WithEvse(string evseKey) => Histories(byEvseKey, evseKey);

    public IReadOnlyList<LocationHistory> WithUid(string owner, string uidKey) => Histories(byUidKey, owner, uidKey);

    public IReadOnlyList<Token> TokensOf(string uidKey) => Tokens(byTokenUid, uidKey);

    public IReadOnlyList<Token> TokensOfContract(string contractKey) => Tokens(byContract, contractKey);

    public TariffHistory? Tariff(string owner, string key)
    {
        var found = new List<TariffVersion>(1);
        using var rows = tariff.Read(owner, key);
        while (rows.Read()) found.Add(new(rows.Instant(0), rows.Bytes(1) is { Length: > 0 } body ? (Tariff)CanonicalJson.Read(body, typeof(Tariff)) : null));
        return found.Count == 0 ? null : new(found);
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[newest, byEvseKey, byUidKey, versions, byTokenUid, byContract, tariff]) statement.Dispose();
        connection.Dispose();
    }

    private List<LocationHistory> Histories(Statement places, params ReadOnlySpan<Value> key)
    {
        var locations = new List<(string Owner, string Key)>(1);
        using (var rows = places.Read(key))
            while (rows.Read()) locations.Add((rows.Text(0), rows.Text(1)));
        return locations.ConvertAll(location => new LocationHistory(Versions(location.Owner, location.Key)));
    }

    private List<LocationVersion> Versions(string owner, string key)
    {
        var found = new List<LocationVersion>(1);
        using var rows = versions.Read(owner, key);
        while (rows.Read()) found.Add(new LocationVersion(rows.Instant(0), rows.Bytes(1)));
        return found;
    }

    private static List<Token> Tokens(Statement statement, string key)
    {
        var found = new List<Token>(1);
        using var rows = statement.Read(key);
        while (rows.Read()) found.Add((Token)CanonicalJson.Read(rows.Bytes(0), typeof(Token)));
        return found;
    }
}
