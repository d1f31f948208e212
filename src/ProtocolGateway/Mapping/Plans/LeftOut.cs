using ProtocolGateway.Documents;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>The elements of a list that can't be read, and why: each is reported, and no fault of the document.</summary>
internal sealed class LeftOut
{
    private readonly List<Fault> faults = [];
    private readonly List<Hold> holds = [];

    /// <summary>Takes what an element added to a run's faults and holds.</summary>
    /// <param name="from">How many faults there were before the element.</param>
    /// <param name="held">How many holds.</param>
    public void Take(ReadRun run, DocumentNode node, int from, int held)
    {
        var reasons = run.Faults.Skip(from).Select(f => f.ToString()).Concat(run.Holds.Skip(held).Select(h => h.Text));
        run.Report(LossKind.Unread, node, "left out: " + string.Join("; ", reasons));
        faults.AddRange(run.Faults.Skip(from));
        holds.AddRange(run.Holds.Skip(held));
        run.Faults.RemoveRange(from, run.Faults.Count - from);
        run.Holds.RemoveRange(held, run.Holds.Count - held);
    }

    /// <summary>They are the document's after all.</summary>
    public void PutBack(ReadRun run)
    {
        run.Faults.AddRange(faults);
        run.Holds.AddRange(holds);
    }
}
