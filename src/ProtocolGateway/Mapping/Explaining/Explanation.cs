using ProtocolGateway.Documents;
using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Derivations;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Explaining;

/// <summary>
/// Follows one document from its reading to its writing, and tells then of every value that was written whence it is.
/// </summary>
public sealed class Explanation : Trail
{
    private readonly ReadUses uses = new();
    private readonly Origins origins = new();
    private readonly StepNotes notes = new();
    private readonly List<WrittenValues> writings = [];

    /// <summary>Every value of a written document, in its order.</summary>
    /// <param name="document">The text, with or without an envelope.</param>
    /// <param name="number">Which of the documents it is that were written, counted from 0.</param>
    public IReadOnlyList<ExplainedField> Of(string document, int number = 0) =>
        (number < writings.Count ? writings[number] : new WrittenValues()).Explain(WrittenDocument.LeavesOf(document), origins);

    /// <summary>The document that is read is the record itself.</summary>
    public void Given(object record) =>
        origins.Begin(record, (path, value) => new FieldOrigin { By = ExplainedBy.Record, Ours = path, Path = path, Value = value });

    /// <summary>Every value of the record as it was heard in the end, in the names of ours.</summary>
    public IReadOnlyList<ExplainedField> OfRecord(object record)
    {
        origins.Changed(record, Protocol);
        return [.. origins.Leaves.Select(leaf => new ExplainedField { Path = leaf.Key, Value = leaf.Value, By = ExplainedBy.Record, Ours = leaf.Key, From = origins.Find(leaf.Key) })];
    }

    internal override void Read(MapRow row, object record, DocumentNode node) => uses.Add(row, record, row.Ours.Text, node);

    internal override void ReadItem(MapRow row, object record, int index, DocumentNode node) => uses.Add(row, record, $"{row.Ours}[{index}]", node);

    internal override void ReadBare(MapRow row, object item, DocumentNode node)
    {
        var field = row.Source.Bare!.Value;
        uses.Add(row, item, field.Text, node, ExplainedBy.Bare, field.At);
    }

    internal override void Read(CodeLine line, string theirs) => uses.Met(line);

    internal override void Filled(MapRow row, object record) => uses.Fill(row, record);

    internal override void Kept(object record, DocumentNode node, string name) => uses.Keep(record, node, name);

    internal override void HasRead(object record) => origins.Read(record, uses);

    internal override void Derived(IDerivation by, Position at, object record) => origins.Changed(record, path =>
        (new FieldOrigin { By = ExplainedBy.Derivation, Ours = path, Name = by.Name, Line = FileLine.Of(at) }, by.Of(path)));

    internal override void Remembered(object record) => origins.Begin(record, (path, _) => new FieldOrigin { By = ExplainedBy.Journal, Ours = path });

    internal override void Completing(Completion completion)
    {
        origins.Changed(completion.Message, Protocol);
        notes.Begin(completion);
    }

    internal override void Completed(IStep by, Position at, Completion completion)
    {
        notes.End(completion);
        origins.Changed(completion.Message, path =>
        {
            var (why, entry, of) = notes.About(path);
            return (new FieldOrigin { By = ExplainedBy.Step, Ours = path, Name = by.Name, Line = FileLine.Of(at), Why = why, Entry = entry }, of);
        });
    }

    internal override void Took(string place, object entry) => notes.Took(place, entry);

    internal override void Made(string place, params ReadOnlySpan<string> ours) => notes.Made(place, ours.ToArray());

    internal override IDocumentWriter Writing(object message, IDocumentWriter writer)
    {
        origins.Changed(message, Protocol);
        writings.Add(new WrittenValues());
        return Written.Begin(message, writer);
    }

    internal override void Wrote(MapRow row, object record) => Written.Row(row, record);

    internal override void WroteItem(int index) => Written.Item(index);

    internal override void Wrote(CodeLine line, string ours) => Written.Met(line);

    internal override void Put(Given given, Position at) => Written.Put(given, at);

    internal override void PassedOn(object record, string name) => Written.PassOn(record, name);

    private WrittenValues Written => writings[^1];

    /// <summary>What neither rows nor steps have put into the record: the protocol's own code has, before or after them.</summary>
    private static (FieldOrigin By, IReadOnlyList<string> Of) Protocol(string path) => (new FieldOrigin { By = ExplainedBy.Protocol, Ours = path }, []);
}
