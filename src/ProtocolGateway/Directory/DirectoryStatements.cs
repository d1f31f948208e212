using System.Data.Common;
using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Directory;

/// <summary>How the directory is written, within a transaction that the caller holds.</summary>
internal sealed class DirectoryStatements(DbConnection connection) : IDisposable
{
    private readonly Statement version = new(connection,
        "SELECT ValidFrom, Body FROM Locations WHERE Owner = @owner AND LocationKey = @key AND ValidFrom <= @from ORDER BY ValidFrom DESC LIMIT 1");

    private readonly Statement putVersion = new(connection,
        """
        INSERT INTO Locations (Owner, LocationKey, ValidFrom, Body, PartnerId) VALUES (@owner, @key, @from, @body, @partner)
        ON CONFLICT DO UPDATE SET Body = excluded.Body, PartnerId = excluded.PartnerId
        """);

    private readonly Statement putEvse = new(connection,
        "INSERT INTO Evses (Owner, LocationKey, UidKey, EvseKey) VALUES (@owner, @key, @uid, @evse) ON CONFLICT DO NOTHING");

    private readonly Statement token = new(connection, "SELECT Body FROM Tokens WHERE Owner = @owner AND UidKey = @uid AND Type = @type");

    private readonly Statement putToken = new(connection,
        """
        INSERT INTO Tokens (Owner, UidKey, Type, ContractKey, Body, PartnerId) VALUES (@owner, @uid, @type, @contract, @body, @partner)
        ON CONFLICT DO UPDATE SET ContractKey = excluded.ContractKey, Body = excluded.Body, PartnerId = excluded.PartnerId
        """);

    private readonly Statement change = new(connection, "INSERT INTO Changes (Subject, At) VALUES (@subject, @at)");

    /// <summary>The version of that time or the last before it.</summary>
    public LocationVersion? FindVersion(DbTransaction transaction, string owner, string key, DateTimeOffset at)
    {
        using var rows = version.Read(transaction, owner, key, at.ToUnixTimeMilliseconds());
        return rows.Read() ? new LocationVersion(rows.Instant(0), (byte[])rows[1]) : null;
    }

    public void PutVersion(DbTransaction transaction, string owner, string key, DateTimeOffset validFrom, byte[] body, string partner) =>
        putVersion.Execute(transaction, owner, key, validFrom.ToUnixTimeMilliseconds(), body, partner);

    public void PutEvse(DbTransaction transaction, string owner, string key, Evse evse) =>
        putEvse.Execute(transaction, owner, key, evse.Uid!.ToUpperInvariant(), evse.EvseId is { } id ? Ids.Key(id) : "");

    public byte[]? FindToken(DbTransaction transaction, Token token) =>
        this.token.Scalar(transaction, token.Party!.Key, Ids.Key(token.Uid!), token.Type!.Value.ToString()) as byte[];

    public void PutToken(DbTransaction transaction, Token token, byte[] body, string partner) => putToken.Execute(
        transaction, token.Party!.Key, Ids.Key(token.Uid!), token.Type!.Value.ToString(),
        token.ContractId is { } contract ? Ids.Key(contract) : null, body, partner);

    public void Announce(DbTransaction transaction, IEnumerable<string> subjects, DateTimeOffset at)
    {
        foreach (var subject in subjects) change.Execute(transaction, subject, at.ToUnixTimeMilliseconds());
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[version, putVersion, putEvse, token, putToken, change]) statement.Dispose();
        connection.Dispose();
    }
}
