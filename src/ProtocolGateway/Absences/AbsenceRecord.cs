using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Absences;

/// <summary>
/// Notes when we were away and when partners were answered 5xx. What can't be written while the journal is out of reach is
/// kept here, one instant for each partner, and written with the first sign of life that can be.
/// </summary>
internal sealed class AbsenceRecord(Node node)
{
    /// <summary>An absence is over when nothing was added to it for so long; what comes later begins another one.</summary>
    public static TimeSpan Quiet { get; } = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, long> written = [];
    private Dictionary<string, DateTimeOffset> unwritten = [];
    private bool started;

    /// <summary>The partner was answered 5xx at that time.</summary>
    public void Failed(Partner partner, DateTimeOffset at)
    {
        lock (gate) Keep(partner.Id, at);
    }

    /// <summary>What is to be written now. Give it back if that fails.</summary>
    public Notes Take(DateTimeOffset now)
    {
        lock (gate)
        {
            var failing = unwritten;
            unwritten = [];
            return new Notes(now, !started, [.. failing.Select(f => new Failing(f.Key, f.Value, written.TryGetValue(f.Key, out var id) ? id : null))]);
        }
    }

    /// <summary>Runs in the writer's transaction, with the sign of life.</summary>
    /// <returns>The row of each failing partner.</returns>
    public IReadOnlyDictionary<string, long> Write(JournalSession journal, Notes notes)
    {
        var absences = journal.Absences;
        if (notes.Starting)
        {
            // Another node may live: what is pulled in vain then are the few seconds since its last sign of life.
            if (absences.LastSeen() is { } seen) absences.Insert(null, seen < notes.At ? seen : notes.At, notes.At, AbsenceKind.Away);
            if (node.Alone) absences.Free(node.Id);
        }
        absences.Seen(notes.At);
        absences.Renew(node.Id, notes.At + Node.Lease);

        var rows = new Dictionary<string, long>();
        foreach (var (partner, since, row) in notes.Failing)
        {
            // Half of the quiet time, since nodes' clocks differ: a pull that began after it must not miss what is added.
            var going = row is { } id && absences.Extend(id, notes.At, notes.At - (Quiet / 2));
            rows[partner] = going ? row!.Value : absences.Insert(partner, since, notes.At, AbsenceKind.Failing);
        }
        return rows;
    }

    /// <summary>The notes are on disk.</summary>
    public void Written(IReadOnlyDictionary<string, long> rows)
    {
        lock (gate)
        {
            started = true;
            foreach (var (partner, row) in rows) written[partner] = row;
        }
    }

    public void GiveBack(Notes notes)
    {
        lock (gate)
            foreach (var failing in notes.Failing) Keep(failing.Partner, failing.Since);
    }

    private void Keep(string partner, DateTimeOffset at)
    {
        if (!unwritten.TryGetValue(partner, out var since) || at < since) unwritten[partner] = at;
    }

    internal sealed record Notes(DateTimeOffset At, bool Starting, IReadOnlyList<Failing> Failing);

    /// <param name="Since">The first failure that is not written.</param>
    /// <param name="Row">The absence that it may belong to.</param>
    internal sealed record Failing(string Partner, DateTimeOffset Since, long? Row);
}
