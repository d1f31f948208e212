using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>Passes on what a document held beside what its schema knows: each member in the object that it was in.</summary>
/// <param name="root">The path of the record's own object.</param>
/// <param name="known">It is the protocol that said it.</param>
internal sealed class OthersWriting(object record, OtherMembers bag, string root, bool known)
{
    private readonly HashSet<string> told = [];

    /// <summary>Writes the members of an object that is open; its path is the document's.</summary>
    public void WriteIn(string path, WriteRun run)
    {
        if (!known) return;
        foreach (var (name, json) in bag.Values)
        {
            var end = name.LastIndexOf('/');
            if (!IsAt(path, end < 0 ? "" : name[..end])) continue;
            run.Context.Trail?.PassedOn(record, name);
            run.Writer.Raw(OtherMembers.MemberOf(name[(end + 1)..]), json);
            told.Add(name);
        }
    }

    /// <summary>Writes those of the record's own object, which is open still, and reports what could not be told.</summary>
    public void End(WriteRun run)
    {
        WriteIn(root, run);
        foreach (var name in bag.Values.Keys)
            if (!told.Contains(name)) run.Report(LossKind.Untold, name, known ? "what it is a part of is not told" : "only known to the protocol that said it");
    }

    private bool IsAt(string path, string parent) =>
        parent.Length == 0 ? path == root
        : root.Length == 0 ? path == parent
        : path.Length == root.Length + 1 + parent.Length && path.StartsWith(root, StringComparison.Ordinal) && path.EndsWith(parent, StringComparison.Ordinal);
}
