using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>One of our records and one of their objects: rows, plans, holds. A file's body is one; so is every list of objects in it.</summary>
internal sealed class Frame
{
    private const int SlotsOnStack = 256;
    private readonly ReadNode reading;
    private readonly ObjectNode writing;
    private readonly int slots;
    private readonly Placed[] read;
    private readonly MapRow[] fill;
    private readonly Placed[] readLast;
    private readonly MapRow[] fillLast;
    private readonly ConstantRow[] constants;
    private readonly HoldRule[] holds;
    private readonly UntoldRule[] untold;
    private readonly string? protocol;
    private readonly Accessor<OtherMembers?>? others;

    public Frame(Type record, Place root, IReadOnlyList<MapRow> rows, IReadOnlyList<HoldRule> holds, IReadOnlyList<UntoldRule> untold, string? protocol)
    {
        Record = record;
        Rows = rows;
        reading = ReadNode.Build(root, out slots);
        writing = new ObjectNode(root);
        // Conditions are about our side, so those rows wait until the others have filled it, and a default until no row is left.
        read = [.. rows.Where(r => r.Reads && r.When is null && r is not ConstantRow).Select(r => new Placed(r.Slot, r))];
        readLast = [.. rows.Where(r => r.Reads && r.When is not null).Select(r => new Placed(r.Slot, r))];
        var late = readLast.Select(r => r.Row.Ours.Text).ToHashSet(StringComparer.Ordinal);
        fill = [.. rows.Where(r => r.Fills && !late.Contains(r.Ours.Text))];
        fillLast = [.. rows.Where(r => r.Fills && late.Contains(r.Ours.Text))];
        constants = [.. rows.OfType<ConstantRow>()];
        foreach (var row in rows.Where(r => r.Fills && r.Ours.Home.Length > 0))
            row.Neighbours = [.. rows.Where(r => r.Reads && r.Slot >= 0 && r != row && r.Ours.Text.StartsWith(row.Ours.Home, StringComparison.Ordinal)).Select(r => r.Slot).Distinct()];
        this.holds = [.. holds];
        this.untold = [.. untold];
        this.protocol = protocol;
        if (protocol is null || record.GetProperty(nameof(OtherMembers)) is not { } bag) return;
        others = Accessor<OtherMembers?>.Create(record, [bag]);
    }

    public Type Record { get; }

    public IReadOnlyList<MapRow> Rows { get; }

    public IReadOnlyList<HoldRule> Holds => holds;

    public IReadOnlyList<UntoldRule> Untold => untold;

    /// <summary>Ours, or some of its values, that are not written, and nothing is lost.</summary>
    public IReadOnlyList<Reasoned> Implied { get; init; } = [];

    /// <summary>So many samples show every code of every row once, but for those of parts, which are shown by themselves.</summary>
    public int SamplesNeeded => Rows.Select(r => r switch
    {
        { IsOfPart: true } => 3,
        ValueRow { Conversion: ICodeConversion codes } => Math.Max(codes.Count, 3),
        ListRow list => Math.Max(list.SamplesNeeded, 3),
        _ => 3,
    }).DefaultIfEmpty(1).Max();

    public object Read(Document document, DocumentNode node, ReadRun run)
    {
        var record = Activator.CreateInstance(Record)!;
        if (node.Kind != NodeKind.Object)
        {
            if (!node.IsEmpty || node.Index == 0) run.Fault(node, "an object belongs here");
            return record;
        }
        Span<int> at = slots <= SlotsOnStack ? stackalloc int[slots] : new int[slots];
        at.Fill(-1);
        var frame = new ReadFrame { Document = document, At = at, Record = record, Run = run, KeepsUnknown = others is not null };
        reading.Walk(node, ref frame);
        Read(read, ref frame);
        foreach (var row in fill) row.Fill(ref frame);
        Read(readLast, ref frame);
        foreach (var row in fillLast) row.Fill(ref frame);
        if (frame.Unknown is { } unknown) others!.Set(record, new OtherMembers { Protocol = protocol!, Values = unknown });
        return record;
    }

    /// <summary>Most rows of a schema find nothing in a document: those aren't asked.</summary>
    private static void Read(Placed[] rows, ref ReadFrame frame)
    {
        foreach (ref readonly var placed in rows.AsSpan())
            if (frame.At[placed.Slot] >= 0) placed.Row.Read(ref frame);
    }

    /// <summary>Writes the record's members into the object that is open.</summary>
    /// <param name="heard">The record as heard: only what it says can be lost.</param>
    public void Write(object record, object heard, WriteRun run)
    {
        foreach (var rule in holds) rule.Apply(record, run);
        var outer = run.Others;
        run.Others = others?.Get(record) is { } bag ? new OthersWriting(record, bag, writing.Path, bag.Protocol == protocol && run.Notation == Notation.Json) : null;
        writing.WriteMembers(record, run);
        foreach (var rule in untold) rule.Apply(heard, run);
        foreach (var constant in constants) constant.ReportUntold(heard, run);
        run.Others?.End(run);
        run.Others = outer;
    }

    /// <summary>A record with every field filled, each differently.</summary>
    public object Sample(int number)
    {
        var record = Activator.CreateInstance(Record)!;
        var first = new Dictionary<int, ValueRow>();
        foreach (var row in Rows)
        {
            switch (row)
            {
                case ConstantRow constant: constant.Set(record); break;
                case ListRow list: list.SetSample(record, ++number, 2); break;
                case ValueRow value when value.When is null && value.Value(record) is null: value.SetSample(record, ++number); break;
            }
        }
        // Rows of one element say the same; the first that is written decides.
        foreach (var value in Rows.OfType<ValueRow>())
        {
            if (value.When is { } when && !when.Holds(record)) continue;
            if (value.Value(record) is null) value.SetSample(record, ++number);
            if (!value.Reads || !value.Writes) continue;
            if (first.TryGetValue(value.Slot, out var leader)) value.Copy(record, leader);
            else first[value.Slot] = value;
        }
        return record;
    }

    /// <summary>A row, and the slot of its element.</summary>
    private readonly record struct Placed(int Slot, MapRow Row);
}
