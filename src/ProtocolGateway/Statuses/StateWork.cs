using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Statuses;

/// <summary>Keeps what a batch of reports says where it is newer, and marks the EVSEs whose state may have changed.</summary>
internal sealed class StateWork(StatusBatch batch, Node node) : JournalWork<bool>
{
    private readonly IReadOnlyList<EvseState> states = batch.States;

    /// <summary>One of this node's at a time: rows are taken in order within a work, not across two of one batch.</summary>
    public override IReadOnlyCollection<long> Names => [Name(node)];

    public static long Name(Node node) => JournalName.Of("statuses", node.Id);

    protected override bool Write(JournalSession journal)
    {
        var changed = batch.Wide.Where(w => Changes(journal, w.Place)).ToList();
        foreach (var state in states) journal.States.Put(state);
        foreach (var report in changed)
        {
            var state = states.First(s => s.Place == report.Place);
            foreach (var (evse, id) in report.Evses) journal.States.Mark(evse, id, state.Source, state.DueAt!.Value);
        }
        return true;
    }

    private bool Changes(JournalSession journal, StatusPlace place)
    {
        var next = states.First(s => s.Place == place).Availability;
        var known = journal.States.Find(place)?.Availability;
        return next is not null && (known is null || (next.ChangedAt >= known.ChangedAt && next.Status != known.Status));
    }
}
