using ProtocolGateway.Canonical;

namespace ProtocolGateway.Journal;

/// <summary>What the writer says about how parties stand, and who was told of it.</summary>
internal sealed class PartyStatusStatements(JournalConnection journal) : IDisposable
{
    // How it stands now has no partner.
    private const string Nobody = "";

    private readonly Statement hear = journal.Prepare(
        """
        INSERT INTO PartyStatuses (PartnerId, Party, Role, Status, LastUpdated) VALUES (@partner, @party, @role, @status, @at)
        ON CONFLICT (PartnerId, Party, Role) DO UPDATE SET Status = excluded.Status, LastUpdated = excluded.LastUpdated
        WHERE PartyStatuses.LastUpdated <= excluded.LastUpdated
        """);

    private readonly Statement note = journal.Prepare(
        """
        INSERT INTO ToldStatuses (PartnerId, Party, Role, Status, LastUpdated) VALUES (@partner, @party, @role, @status, @at)
        ON CONFLICT (PartnerId, Party, Role) DO UPDATE SET Status = excluded.Status, LastUpdated = excluded.LastUpdated
        WHERE ToldStatuses.Status <> excluded.Status
        """);

    private readonly Statement begin = journal.Prepare(
        """
        INSERT INTO ToldStatuses (PartnerId, Party, Role, Status, LastUpdated) VALUES (@partner, @party, @role, @status, @at)
        ON CONFLICT (PartnerId, Party, Role) DO NOTHING
        """);

    private readonly Statement tell = journal.Prepare(
        "UPDATE ToldStatuses SET Status = @status, LastUpdated = @at WHERE PartnerId = @partner AND Party = @party AND Role = @role AND Status = @before");

    private readonly Statement change = journal.Prepare("INSERT INTO Changes (Subject, At) VALUES (@subject, @at)");

    /// <summary>A hub told it. False when something newer is known.</summary>
    public bool Hear(string hub, PartyId party, string role, ConnectionStatus status, DateTimeOffset at, DateTimeOffset now)
    {
        if (hear.Execute(hub, party.Key, role, status.ToString(), at) != 1) return false;
        if (status == ConnectionStatus.CONNECTED) change.Run($"party:{hub}:{party.Key}", now);
        return true;
    }

    /// <summary>So it stands now; dated only where that is new.</summary>
    public void Note(PartyId party, string role, ConnectionStatus status, DateTimeOffset now) => note.Run(Nobody, party.Key, role, status.ToString(), now);

    /// <summary>What a partner is taken to know that was told nothing yet.</summary>
    public void Begin(string partner, PartyId party, string role, ConnectionStatus status, DateTimeOffset at) =>
        begin.Run(partner, party.Key, role, status.ToString(), at);

    /// <summary>False when somebody else told it meanwhile.</summary>
    public bool Tell(string partner, PartyId party, string role, ConnectionStatus status, DateTimeOffset at, ConnectionStatus before) =>
        tell.Execute(status.ToString(), at, partner, party.Key, role, before.ToString()) == 1;

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[hear, note, begin, tell, change]) statement.Dispose();
    }
}
