using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Directory;

/// <summary>How the directory is written, within a transaction that the caller holds; the connection is the caller's, too.</summary>
internal sealed class DirectoryStatements(JournalConnection connection) : IDisposable
{
    private readonly Statement version = connection.Prepare(
        "SELECT ValidFrom, Body FROM Locations WHERE Owner = @owner AND LocationKey = @key AND ValidFrom <= @from ORDER BY ValidFrom DESC LIMIT 1");

    private readonly Statement putVersion = connection.Prepare(
        """
        INSERT INTO Locations (Owner, LocationKey, ValidFrom, Body, PartnerId) VALUES (@owner, @key, @from, @body, @partner)
        ON CONFLICT (Owner, LocationKey, ValidFrom) DO UPDATE SET Body = excluded.Body, PartnerId = excluded.PartnerId
        """);

    private readonly Statement putEvse = connection.Prepare(
        "INSERT INTO Evses (Owner, LocationKey, UidKey, EvseKey) VALUES (@owner, @key, @uid, @evse) ON CONFLICT DO NOTHING");

    private readonly Statement putToken = connection.Prepare(
        """
        INSERT INTO Tokens (Owner, UidKey, Type, ContractKey, Body, PartnerId) VALUES (@owner, @uid, @type, @contract, @body, @partner)
        ON CONFLICT (Owner, UidKey, Type) DO UPDATE SET ContractKey = excluded.ContractKey, Body = excluded.Body, PartnerId = excluded.PartnerId
        """);

    private readonly Statement putTariff = connection.Prepare(
        """
        INSERT INTO Tariffs (Owner, TariffKey, ValidFrom, Body, PartnerId) VALUES (@owner, @key, @from, @body, @partner)
        ON CONFLICT (Owner, TariffKey, ValidFrom) DO UPDATE SET Body = excluded.Body, PartnerId = excluded.PartnerId
        """);

    private readonly Statement newestTariff = connection.Prepare(
        "SELECT ValidFrom, Body FROM Tariffs WHERE Owner = @owner AND TariffKey = @key ORDER BY ValidFrom DESC LIMIT 1");

    private readonly Statement change = connection.Prepare("INSERT INTO Changes (Subject, At) VALUES (@subject, @at)");

    public PublishedStatements Published { get; } = new(connection);

    /// <summary>The version of that time or the last before it.</summary>
    public LocationVersion? FindVersion(string owner, string key, DateTimeOffset at)
    {
        using var rows = version.Read(owner, key, at);
        return rows.Read() ? new LocationVersion(rows.Instant(0), rows.Bytes(1)) : null;
    }

    public void PutVersion(string owner, string key, DateTimeOffset validFrom, byte[] body, string partner) =>
        putVersion.Run(owner, key, validFrom, body, partner);

    public void PutEvse(string owner, string key, Evse evse) =>
        putEvse.Run(owner, key, evse.Uid!.ToUpperInvariant(), evse.EvseId is { } id ? Ids.Key(id) : "");

    public void PutToken(Token token, byte[] body, string partner) => putToken.Run(
        token.Party!.Key, Ids.Key(token.Uid!), token.Type!.Value.ToString(),
        token.ContractId is { } contract ? Ids.Key(contract) : null, body, partner);

    /// <param name="body">Empty: from then on it is withdrawn.</param>
    public void PutTariff(string owner, string key, DateTimeOffset validFrom, byte[] body, string partner) =>
        putTariff.Run(owner, key, validFrom, body, partner);

    /// <summary>When the tariff was withdrawn, if nothing was told of it since; else null.</summary>
    public DateTimeOffset? FindWithdrawal(string owner, string key)
    {
        using var rows = newestTariff.Read(owner, key);
        return rows.Read() && rows.Bytes(1).Length == 0 ? rows.Instant(0) : null;
    }

    public void Announce(IEnumerable<string> subjects, DateTimeOffset at)
    {
        foreach (var subject in subjects) change.Run(subject, at);
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[version, putVersion, putEvse, putToken, putTariff, newestTariff, change]) statement.Dispose();
        Published.Dispose();
    }
}
