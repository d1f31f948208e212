using System.Data.Common;
using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Directory;

/// <summary>What the directory asks the journal's database, prepared. Owns its connection; for one caller at a time.</summary>
internal sealed class DirectoryQueries(DbConnection connection) : IDisposable
{
    private readonly Statement newest = new(connection, "SELECT MAX(Sequence) FROM Changes");
    private readonly Statement byEvseKey = new(connection, "SELECT DISTINCT Owner, LocationKey FROM Evses WHERE EvseKey = @key");
    private readonly Statement byUidKey = new(connection, "SELECT DISTINCT Owner, LocationKey FROM Evses WHERE Owner = @owner AND UidKey = @key");
    private readonly Statement versions = new(connection,
        "SELECT ValidFrom, Body FROM Locations WHERE Owner = @owner AND LocationKey = @key ORDER BY ValidFrom");
    private readonly Statement byTokenUid = new(connection, "SELECT Body FROM Tokens WHERE UidKey = @key ORDER BY Owner, Type");
    private readonly Statement byContract = new(connection, "SELECT Body FROM Tokens WHERE ContractKey = @key ORDER BY Owner, UidKey");

    /// <summary>Grows with every import.</summary>
    public long NewestChange() => newest.Scalar(null) as long? ?? 0;

    public IReadOnlyList<LocationHistory> WithEvse(string evseKey) => Histories(byEvseKey, evseKey);

    public IReadOnlyList<LocationHistory> WithUid(string owner, string uidKey) => Histories(byUidKey, owner, uidKey);

    public IReadOnlyList<Token> TokensOf(string uidKey) => Tokens(byTokenUid, uidKey);

    public IReadOnlyList<Token> TokensOfContract(string contractKey) => Tokens(byContract, contractKey);

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[newest, byEvseKey, byUidKey, versions, byTokenUid, byContract]) statement.Dispose();
        connection.Dispose();
    }

    private List<LocationHistory> Histories(Statement places, params ReadOnlySpan<object?> key)
    {
        var locations = new List<(string Owner, string Key)>(1);
        using (var rows = places.Read(null, key))
            while (rows.Read()) locations.Add((rows.GetString(0), rows.GetString(1)));
        return locations.ConvertAll(location => new LocationHistory(Versions(location.Owner, location.Key)));
    }

    private List<LocationVersion> Versions(string owner, string key)
    {
        var found = new List<LocationVersion>(1);
        using var rows = versions.Read(null, owner, key);
        while (rows.Read()) found.Add(new LocationVersion(rows.Instant(0), (byte[])rows[1]));
        return found;
    }

    private static List<Token> Tokens(Statement statement, string key)
    {
        var found = new List<Token>(1);
        using var rows = statement.Read(null, key);
        while (rows.Read()) found.Add((Token)CanonicalJson.Read((byte[])rows[0], typeof(Token)));
        return found;
    }
}
