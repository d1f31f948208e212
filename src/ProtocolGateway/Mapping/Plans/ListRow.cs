using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>A row between a list of ours and the repeated elements, or the array, of theirs.</summary>
internal abstract class ListRow(RowSource source, OurPath ours, ElementSchema schema) : MapRow(source, ours)
{
    protected ElementSchema Schema => schema;

    protected bool LeavesOutUnfit => Source.Unfit?.Text == "leave out";

    /// <summary>The elements that other rows of the list take: their key and its values.</summary>
    public (string Key, IReadOnlySet<string> Values)? Except { get; set; }

    /// <summary>The items' frame; null for lists of single values.</summary>
    public virtual Frame? Items => null;

    public abstract bool Write(object record, string place, WriteRun run);

    /// <summary>For the generated round trip.</summary>
    public abstract void SetSample(object record, int number, int count);

    public abstract IReadOnlyList<object> Values(object record);

    /// <summary>For the generated round trip: so many samples show every code once.</summary>
    public virtual int SamplesNeeded => Items?.SamplesNeeded ?? 1;

    /// <summary>For the generated round trip: null when the items came back, else what was expected and what came. Objects are compared by their own rows.</summary>
    public virtual string? CompareItems(object written, object read) => null;

    /// <summary>A row of the same field came first: what it read stays, and a difference is reported.</summary>
    protected bool IsRead<T>(IReadOnlyList<T>? earlier, IReadOnlyList<T> items, ref ReadFrame frame)
    {
        if (earlier is not { Count: > 0 }) return false;
        if (items.Count > 0 && Show(earlier) != Show(items)) frame.Run.Report(LossKind.Differs, frame.Node(Slot), $"differs from the {Ours} read before");
        return true;
    }

    protected static string Show<T>(IReadOnlyList<T>? items) => System.Text.Json.JsonSerializer.Serialize(items, Canonical.CanonicalJson.Options);

    protected DocumentNode First(ref ReadFrame frame)
    {
        var node = frame.Node(Slot);
        if (node.Kind != NodeKind.List) return Taken(node) ? NextOf(node) : node;
        var child = node.FirstChild;
        return child.Exists && Taken(child) ? NextOf(child) : child;
    }

    /// <summary>The next item: the next child of an array, or the next element of the same name.</summary>
    protected DocumentNode NextOf(DocumentNode item)
    {
        var inArray = item.Name.Length == 0;
        if (!inArray && !item.Parent.Exists) return default;
        for (var next = item.Next; next.Exists; next = next.Next)
            if ((inArray || next.Name == item.Name) && !Taken(next) && !(next.IsEmpty && !inArray)) return next;
        return default;
    }

    private bool Taken(DocumentNode item)
    {
        if (Except is not { } except || !item.Exists) return false;
        var key = item.Child(except.Key);
        return !key.IsEmpty && except.Values.Contains(ReadNode.KeyOf(key));
    }
}

/// <summary>A list of objects.</summary>
internal sealed class ObjectListRow<TItem> : ListRow where TItem : class
{
    private readonly Accessor<IReadOnlyList<TItem>?> member;
    private readonly Frame frame;
    private readonly Accessor<string?>? bare;

    /// <param name="bare">The item's field that a single value in its place stands for; null: objects only.</param>
    public ObjectListRow(RowSource source, OurPath ours, ElementSchema schema, Frame frame, Condition? when, Accessor<string?>? bare) : base(source, ours, schema)
    {
        When = when;
        this.frame = frame;
        this.bare = bare;
        member = ours.Access<IReadOnlyList<TItem>?>();
    }

    public override Frame Items => frame;

    public override void Read(ref ReadFrame outer)
    {
        if (When is not null && !When.Holds(outer.Record)) return;
        var items = new List<TItem>();
        var left = default(LeftOut);
        for (var node = First(ref outer); node.Exists; node = NextOf(node))
        {
            if (node.IsEmpty) continue;
            var faults = outer.Run.Faults.Count;
            var holds = outer.Run.Holds.Count;
            var item = bare is not null && node.Kind is NodeKind.Text or NodeKind.Number ? OfBare(node, outer.Run) : frame.Read(outer.Document, node, outer.Run);
            if (LeavesOutUnfit && (outer.Run.Faults.Count > faults || outer.Run.Holds.Count > holds)) (left ??= new LeftOut()).Take(outer.Run, node, faults, holds);
            else if (item is TItem good) items.Add(good);
        }
        if (items.Count > 0) outer.Run.Context.Trail?.ReadList(this);
        // A list that can't do without an element is as bad as its elements.
        if (items.Count == 0 && Schema.Mandatory) left?.PutBack(outer.Run);
        if (IsRead(member.Get(outer.Record), items, ref outer)) return;
        if (items.Count > 0 || Except is null) member.Set(outer.Record, items);
    }

    private TItem OfBare(DocumentNode node, ReadRun run)
    {
        var item = Activator.CreateInstance<TItem>();
        bare!.Set(item, node.Value.ToString());
        run.Context.Trail?.ReadBare(this, item, node);
        run.Report(LossKind.Repaired, node, $"{ReadRun.Quote(node.Value)} stands alone; read as {Source.Bare}");
        return item;
    }

    public override bool Will(object record) => member.Get(record) is { Count: > 0 } && (When is null || When.Holds(record));

    public override bool Write(object record, string place, WriteRun run)
    {
        var items = member.Get(record)!;
        var proven = run.Proven;
        if (LeavesOutUnfit && !proven) items = Fit(items, place, run, out proven);
        if (items.Count == 0) return false;
        // Nobody reads what is written on paper, and what was tried out there needs no second trial.
        if (LeavesOutUnfit && run.Writer is DiscardingWriter) return true;
        run.Context.Trail?.Wrote(this, record);
        var before = run.Proven;
        run.Proven = proven;
        run.Writer.OpenList(Schema.Name);
        foreach (var item in items)
        {
            run.Writer.OpenItem();
            frame.Write(item, item, run);
            run.Writer.CloseItem();
        }
        run.Writer.CloseList();
        run.Proven = before;
        return true;
    }

    /// <summary>Those that can be told; the others are reported. Each is tried out on paper first.</summary>
    /// <param name="proven">True when nothing had to be reported.</param>
    private List<TItem> Fit(IReadOnlyList<TItem> items, string place, WriteRun run, out bool proven)
    {
        var fit = new List<TItem>(items.Count);
        proven = true;
        foreach (var item in items)
        {
            var trial = new WriteRun(DiscardingWriter.Instance, run.Context.Anew(), run.Notation);
            frame.Write(item, item, trial);
            proven &= trial.Context.Losses.Count == 0;
            if (trial.Holds.Count == 0) fit.Add(item);
            else run.Report(LossKind.Untold, place, "an element was left out: " + string.Join("; ", trial.Holds.Select(h => h.Text)));
        }
        return fit;
    }

    public override void SetSample(object record, int number, int count) =>
        member.Set(record, [.. Enumerable.Range(0, count).Select(i => (TItem)frame.Sample((number * 7) + (i * 31)))]);

    public override IReadOnlyList<object> Values(object record) => member.Get(record) ?? [];
}
