using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>A list of single values: ids, codes.</summary>
/// <typeparam name="TItem">The list's item.</typeparam>
/// <typeparam name="TValue">What the conversion works on: the item, or its nullable form.</typeparam>
internal sealed class ValueListRow<TItem, TValue> : ListRow
{
    private readonly Accessor<IReadOnlyList<TItem>?> member;
    private readonly Conversion<TValue> conversion;

    public ValueListRow(RowSource source, OurPath ours, ElementSchema schema, Conversion conversion, Condition? when) : base(source, ours, schema)
    {
        When = when;
        this.conversion = (Conversion<TValue>)conversion;
        member = ours.Access<IReadOnlyList<TItem>?>();
    }

    public override ICodeConversion? Codes => conversion as ICodeConversion;

    public override void Read(ref ReadFrame frame)
    {
        if (When is not null && !When.Holds(frame.Record)) return;
        var items = new List<TItem>();
        var earlier = member.Get(frame.Record);
        for (var node = First(ref frame); node.Exists; node = NextOf(node))
        {
            if (!conversion.TryRead(node, Schema, frame.Run, out var value) || value is not TItem item) continue;
            if (earlier is not { Count: > 0 }) frame.Run.Context.Trail?.ReadItem(this, frame.Record, items.Count, node);
            items.Add(item);
        }
        if (items.Count > 0) frame.Run.Context.Trail?.ReadList(this);
        if (!IsRead(earlier, items, ref frame)) member.Set(frame.Record, items);
    }

    public override bool Will(object record) => member.Get(record) is { Count: > 0 } && (When is null || When.Holds(record));

    public override bool Write(object record, string place, WriteRun run)
    {
        var target = new Target(Schema, place, Source.TooLong?.Text == "cut");
        var open = false;
        var index = 0;
        foreach (var item in member.Get(record)!)
        {
            var value = (TValue)(object)item!;
            // The list opens on its first item, so that a list of none is not there at all.
            if (!open && !conversion.LeavesOut(value))
            {
                open = true;
                run.Context.Trail?.Wrote(this, record);
                run.Writer.OpenList(Schema.Name);
            }
            run.Context.Trail?.WroteItem(index++);
            conversion.WriteItem(value, target, run);
        }
        if (open) run.Writer.CloseList();
        return open;
    }

    public override void SetSample(object record, int number, int count) =>
        member.Set(record, [.. Enumerable.Range(0, count).Select(i => conversion.Sample(number + i, Schema)).OfType<TItem>()]);

    public override int SamplesNeeded => conversion is ICodeConversion codes ? codes.Count : base.SamplesNeeded;

    public override string? CompareItems(object written, object read)
    {
        var expected = Show<TValue>([.. (member.Get(written) ?? []).Select(i => conversion.AfterRoundTrip((TValue)(object)i!))]);
        var found = Show(member.Get(read) ?? []);
        return expected == found ? null : $"{Ours} was {expected} and came back as {found}";
    }

    public override IReadOnlyList<object> Values(object record) => [.. (member.Get(record) ?? []).Cast<object>()];
}
