using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>How an element of their document is written. Objects are opened when something below them has a value.</summary>
internal abstract class WriteNode(Place place)
{
    protected ElementSchema Schema { get; } = place.Schema;

    public string Path { get; } = place.Path;

    public bool Mandatory => Schema.Mandatory;

    /// <summary>True when the record has something to write here, so that the parent has to be opened.</summary>
    public abstract bool Will(object record);

    /// <summary>Writes; true when the element is there afterwards.</summary>
    public abstract bool Write(object record, WriteRun run);

    /// <summary>The plan of a place; null when nothing is ever written there.</summary>
    public static WriteNode? Build(Place place)
    {
        if (place.Companions.Count > 0) return new CompanionNode(place);
        if (place.Envelope is not null) return new EnvelopeNode(place);
        if (place.Fixed is not null) return new FixedNode(place);
        if (place.List is { Writes: true }) return new ListNode(place);
        if (place.Variants.Count > 0 || place.Others is not null) return new KeyedNode(place);
        var rows = place.Rows.Where(r => r.Writes).ToArray();
        if (rows.Length > 0) return new ValueNode(place, rows);
        if (place.Schema.Shape != ElementShape.Object || place.Schema.Many || place.Ignored) return null;
        var node = new ObjectNode(place);
        return node.IsEmpty ? null : node;
    }
}

/// <summary>One value; of several rows the first that has one.</summary>
internal sealed class ValueNode(Place place, ValueRow[] rows) : WriteNode(place)
{
    private readonly Target[] targets = [.. rows.Select(r => new Target(place.Schema, place.Path, r.Source.TooLong?.Text == "cut"))];

    public ValueRow[] Rows => rows;

    public override bool Will(object record)
    {
        foreach (var row in rows)
            if (row.Will(record)) return true;
        return false;
    }

    public override bool Write(object record, WriteRun run)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (!rows[i].Will(record)) continue;
            rows[i].Write(record, targets[i], run);
            return true;
        }
        if (WithPlaceholder(rows, record) is not { } row) return false;
        run.Context.Trail?.Put(Given.Placeholder, row.Source.Placeholder!.Value.At);
        row.Placeholder!.Write(run);
        run.Report(LossKind.Supplied, Path, $"'{row.Placeholder.Text}' as a placeholder");
        return true;
    }

    /// <summary>The row that writes, be it only its placeholder; null when none does.</summary>
    public static ValueRow? Chosen(ValueRow[] rows, object record)
    {
        foreach (var row in rows)
            if (row.Will(record)) return row;
        return WithPlaceholder(rows, record);
    }

    private static ValueRow? WithPlaceholder(ValueRow[] rows, object record)
    {
        foreach (var row in rows)
            if (row.Placeholder is not null && (row.When is null || row.When.Holds(record))) return row;
        return null;
    }

    public void WriteMembers(object record, WriteRun run)
    {
        for (var i = 0; i < rows.Length; i++)
            if (rows[i].Will(record))
            {
                rows[i].WriteMembers(record, targets[i], run);
                return;
            }
    }
}

/// <summary>A fixed value that goes with a row.</summary>
internal sealed class CompanionNode(Place place) : WriteNode(place)
{
    private readonly (Companion Companion, ValueRow[] Rows)[] companions =
        [.. place.Companions.Select(c => (c, c.Of.Rows.Where(r => r.Writes).ToArray()))];

    public override bool Will(object record) => false;

    public override bool Write(object record, WriteRun run)
    {
        foreach (var (companion, rows) in companions)
        {
            if (ValueNode.Chosen(rows, record) != companion.Row) continue;
            run.Context.Trail?.Put(Given.Companion, companion.At);
            companion.Value.Write(run);
            return true;
        }
        return false;
    }
}

/// <summary>Always the same value, once its parent is there.</summary>
internal sealed class FixedNode(Place place) : WriteNode(place)
{
    private readonly Literal value = new(place.Schema, place.Fixed!.Value.Text);
    private readonly Position at = place.Fixed.Value.At;

    public override bool Will(object record) => false;

    public override bool Write(object record, WriteRun run)
    {
        run.Context.Trail?.Put(Given.Filter, at);
        value.Write(run);
        return true;
    }
}

/// <summary>What the protocol's own code says.</summary>
internal sealed class EnvelopeNode(Place place) : WriteNode(place)
{
    private readonly Located key = place.Envelope!.Value;

    public override bool Will(object record) => false;

    public override bool Write(object record, WriteRun run)
    {
        if (!run.Context.Envelope.TryGetValue(key.Text, out var value)) return false;
        run.Context.Trail?.Put(Given.Envelope, key.At);
        run.Writer.Text(Schema.Name, value);
        return true;
    }
}

internal sealed class ListNode(Place place) : WriteNode(place)
{
    private readonly ListRow row = place.List!;

    public override bool Will(object record) => row.Will(record);

    public override bool Write(object record, WriteRun run) => row.Will(record) && row.Write(record, Path, run);
}

/// <summary>A list whose elements are told apart by a key: one element per row, then the others.</summary>
internal sealed class KeyedNode : WriteNode
{
    private readonly ObjectNode[] variants;
    private readonly ListRow? others;

    public KeyedNode(Place place) : base(place)
    {
        variants = [.. place.Variants.Select(v => new ObjectNode(v.Place))];
        others = place.Others is { Writes: true } ? place.Others : null;
    }

    public override bool Will(object record)
    {
        foreach (var variant in variants)
            if (variant.Will(record)) return true;
        return others?.Will(record) == true;
    }

    public override bool Write(object record, WriteRun run)
    {
        var written = false;
        run.Writer.OpenList(Schema.Name);
        foreach (var variant in variants)
        {
            if (!variant.Will(record)) continue;
            run.Writer.OpenItem();
            variant.WriteMembers(record, run);
            run.Writer.CloseItem();
            written = true;
        }
        run.Writer.CloseList();
        return others?.Will(record) == true ? others.Write(record, Path, run) || written : written;
    }
}
