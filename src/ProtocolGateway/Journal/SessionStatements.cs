using ProtocolGateway.Canonical;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Journal;

/// <summary>What the writer says about the sessions' memory.</summary>
internal sealed class SessionStatements(JournalConnection journal) : IDisposable
{
    private const int MostNames = 8;

    private readonly Statement find = journal.Prepare(
        """
        SELECT s.Body FROM SessionNames n JOIN Sessions s ON s.Id = n.SessionId
        WHERE n.Neighbour = @neighbour AND n.Value = @value AND n.Kind = @kind LIMIT 2
        """);

    private readonly Statement load = journal.Prepare("SELECT Body FROM Sessions WHERE Id = @id");

    private readonly Statement insert = journal.Prepare(
        "INSERT INTO Sessions (Id, Cpo, Emsp, Body, UpdatedAt) VALUES (@id, @cpo, @emsp, @body, @at)");

    private readonly Statement update = journal.Prepare(
        "UPDATE Sessions SET Cpo = @cpo, Emsp = @emsp, Body = @body, UpdatedAt = @at WHERE Id = @id");

    // One statement for each number of names: a row each would cost as much as the rest of an exchange.
    private readonly Statement?[] insertNames = new Statement?[MostNames + 1];

    /// <summary>Says that the session will be looked for.</summary>
    public void Foresee(string neighbour, SessionNameKind kind, string value) => find.Ahead(neighbour, value, Spelling.Of(kind));

    /// <summary>The session that the neighbour calls so; null when there is none or several.</summary>
    public RememberedSession? Find(string neighbour, SessionNameKind kind, string value)
    {
        using var rows = find.Read(neighbour, value, Spelling.Of(kind));
        if (!rows.Read()) return null;
        var body = rows.Bytes(0);
        return rows.Read() ? null : Read(body);
    }

    /// <summary>Says that the session of that id will be looked for.</summary>
    public void ForeseeById(Guid id) => load.Ahead(id);

    public RememberedSession Load(Guid id) => FindById(id) ?? throw new InvalidOperationException($"Session {id} is gone.");

    public RememberedSession? FindById(Guid id)
    {
        using var rows = load.Read(id);
        return rows.Read() ? Read(rows.Bytes(0)) : null;
    }

    public void Insert(RememberedSession session, DateTimeOffset at)
    {
        insert.Run(session.Id, session.Cpo?.Key, session.Emsp?.Key, CanonicalJson.Write(session), at);
        InsertNames(session.Id, session.Names);
    }

    /// <param name="newNames">Those of its names that are not stored yet.</param>
    public void Update(RememberedSession session, IReadOnlyList<SessionName> newNames, DateTimeOffset at)
    {
        update.Run(session.Cpo?.Key, session.Emsp?.Key, CanonicalJson.Write(session), at, session.Id);
        InsertNames(session.Id, newNames);
    }

    public void Dispose()
    {
        find.Dispose();
        load.Dispose();
        insert.Dispose();
        update.Dispose();
        foreach (var statement in insertNames) statement?.Dispose();
    }

    private static RememberedSession Read(byte[] body) => (RememberedSession)CanonicalJson.Read(body, typeof(RememberedSession));

    private void InsertNames(Guid session, IReadOnlyList<SessionName> names)
    {
        for (var from = 0; from < names.Count; from += MostNames)
        {
            var count = Math.Min(MostNames, names.Count - from);
            var values = new Value[1 + (3 * count)];
            values[0] = session;
            for (var i = 0; i < count; i++)
            {
                var name = names[from + i];
                (values[(3 * i) + 1], values[(3 * i) + 2], values[(3 * i) + 3]) = (name.Neighbour, name.Value, Spelling.Of(name.Kind));
            }
            (insertNames[count] ??= journal.Prepare(InsertText(count))).Run(values);
        }
    }

    private static string InsertText(int count) =>
        "INSERT INTO SessionNames (SessionId, Neighbour, Value, Kind) VALUES "
        + string.Join(", ", Enumerable.Range(1, count).Select(i => $"(@session, @neighbour{i}, @value{i}, @kind{i})"))
        + " ON CONFLICT DO NOTHING";
}
