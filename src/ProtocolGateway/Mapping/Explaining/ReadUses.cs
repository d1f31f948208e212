using ProtocolGateway.Documents;
using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Explaining;

/// <summary>What the rows of a reading took from where, by the object of ours that they put it into.</summary>
internal sealed class ReadUses
{
    private readonly Dictionary<object, Dictionary<string, List<FieldOrigin>>> uses = new(ReferenceEqualityComparer.Instance);

    /// <summary>Of the value that is being read.</summary>
    private CodeLine? codes;

    public void Met(CodeLine line) => codes = line;

    public void Add(MapRow row, object record, string ours, DocumentNode node, string by = ExplainedBy.Row, Position? at = null)
    {
        var origins = new List<FieldOrigin>(1);
        var origin = new FieldOrigin
        {
            By = by,
            Ours = ours,
            Line = FileLine.Of(at ?? row.Source.Left.At),
            Codes = codes is null ? null : FileLine.Of(codes.At),
        };
        // What else is in an object that a conversion takes chose the row.
        if (row is ValueRow { Conversion.Members: { Count: > 0 } members })
            foreach (var member in members.Select(node.Child).Where(m => m.Exists)) Add(origins, member, origin);
        else Add(origins, node, origin);
        codes = null;
        Add(record, ours, origins);
    }

    public void Fill(MapRow row, object record)
    {
        var (by, text) = row.Source switch
        {
            { Always: { } always } => (ExplainedBy.Always, always),
            { Assumed: { } assumed } => (ExplainedBy.Assumed, assumed),
            var source => (ExplainedBy.Default, source.Default!.Value),
        };
        Add(record, row.Ours.Text, [new FieldOrigin { By = by, Ours = row.Ours.Text, Value = text.Text, Line = FileLine.Of(text.At) }]);
    }

    public void Keep(object record, DocumentNode node, string name)
    {
        var origins = new List<FieldOrigin>(1);
        Add(origins, node, new FieldOrigin { By = ExplainedBy.Kept, Ours = OtherMember(name) });
        Add(record, OtherMember(name), origins);
    }

    /// <summary>Where a member that no schema knows is in ours.</summary>
    public static string OtherMember(string name) => $"other_members.values.{name}";

    /// <summary>What was read into an object, by the fields' paths below it.</summary>
    public IEnumerable<(string Ours, List<FieldOrigin> Origins)> Of(object record) =>
        uses.TryGetValue(record, out var found) ? found.Select(f => (f.Key, f.Value)) : [];

    /// <summary>Of several rows of a field the first one counts, as in reading.</summary>
    private void Add(object record, string ours, List<FieldOrigin> origins)
    {
        if (!uses.TryGetValue(record, out var fields)) uses.Add(record, fields = new Dictionary<string, List<FieldOrigin>>(StringComparer.Ordinal));
        fields.TryAdd(ours, origins);
    }

    /// <summary>Every single value of what a row read: a conversion may take a whole object.</summary>
    private static void Add(List<FieldOrigin> origins, DocumentNode node, FieldOrigin origin)
    {
        if (node.Kind is NodeKind.Object or NodeKind.List)
            for (var child = node.FirstChild; child.Exists; child = child.Next) Add(origins, child, origin);
        else origins.Add(origin with { Path = node.Path, Value = WrittenDocument.Value(node) });
    }
}
