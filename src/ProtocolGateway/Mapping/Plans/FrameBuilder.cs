using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>Resolves a file's rows against our record and their schema, and compiles them. Whatever is wrong is a fault; all at once.</summary>
internal sealed class FrameBuilder(Dialect dialect, Type record, FileNotes notes, List<MappingFault> faults)
{
    private readonly RowBuilder rows = new(dialect, faults);
    private readonly List<MapRow> built = [];
    private readonly List<Reasoned> implied = [];
    private readonly List<Reasoned> untold = [];
    private readonly List<HoldRule> holds = [];
    private readonly List<(RowSource Source, Place Place)> companions = [];
    private readonly List<(Reasoned Subject, Place Start)> ignored = [];

    /// <summary>Builds a frame; null when faults were found.</summary>
    /// <param name="start">Where the rows' paths begin.</param>
    /// <param name="root">The whole document.</param>
    public Frame? Build(Block block, Place root, Place start, Position at, IReadOnlyList<Located> envelope)
    {
        var before = faults.Count;
        foreach (var path in envelope)
            if (Follow(start, path) is { } place) place.Envelope = path;
        AddBlock(block, start, "");
        foreach (var (source, place) in companions) AddCompanions(source, place);
        foreach (var (subject, from) in ignored) AddIgnored(subject, from);
        root.Complete();
        if (faults.Count > before) return null;
        new Coverage(dialect, record, faults).Check(root, built, implied, untold, holds, at);
        if (faults.Count > before) return null;
        return new Frame(record, root, built, holds, [.. untold.Select(Rule).OfType<UntoldRule>()],
            dialect.Schema.Notation == Notation.Json ? dialect.Protocol : null)
        {
            Implied = implied,
        };
    }

    private UntoldRule? Rule(Reasoned reasoned) =>
        OurPath.Resolve(record, reasoned.Subject, faults) is { } ours
            ? (UntoldRule)Activator.CreateInstance(typeof(UntoldRule<>).MakeGenericType(ours.Type), ours, reasoned.Reason)!
            : null;

    private void AddBlock(Block block, Place start, string prefix)
    {
        foreach (var row in block.Rows) AddRow(row, start, prefix);
        foreach (var hold in block.Hold) AddHold(hold, prefix);
        ignored.AddRange(block.Ignored.Select(r => (r, start)));
        implied.AddRange(block.Implied.Select(r => Prefixed(r, prefix)));
        untold.AddRange(block.Untold.Select(r => Prefixed(r, prefix)));
    }

    private void AddRow(RowSource source, Place start, string prefix)
    {
        if (source.Left.Text == "itself")
        {
            AddItself(source, start, prefix);
            return;
        }
        var left = source.Left with { Text = prefix + source.Left.Text };
        if (OurPath.Resolve(record, left, faults) is not { } ours) return;
        if (source.Always is not null || source.Assumed is not null)
        {
            if (rows.Constant(source, ours) is { } constant) built.Add(constant);
            return;
        }
        var right = source.Right ?? source.Left with { Text = source.Left.Text.Replace("[]", "", StringComparison.Ordinal).Split('.')[^1] };
        if (PathStep.Parse(right.Text) is not { } steps)
        {
            faults.Add(new MappingFault(right.At, $"'{right}' is no path", "steps are separated by '/', filters are [key=value] or [others]"));
            return;
        }
        if (start.Follow(steps, right, faults) is not { } place) return;
        if (ours.ItemType is not null && !rows.AsWhole(source, ours)) AddList(source, ours, place, steps[^1].Others, right);
        else if (rows.ConversionFor(source, ours, place.Schema) is { } conversion) AddValue(source, ours, place, conversion, prefix);
        else if (OurPath.IsObject(ours.Type)) AddObject(source, ours, place, left.Text + ".");
    }

    /// <summary>The record as a whole within an element of theirs: the rows of the file that describes that element.</summary>
    private void AddItself(RowSource source, Place start, string prefix)
    {
        rows.Kinds.CheckItself(source);
        if (source.Right is not { } right || Follow(start, right) is not { } place) return;
        if (PartOf(record, place.Schema) is { } part) AddPart(part, source, place, prefix);
        else faults.Add(new MappingFault(right.At, $"no file of {dialect.Name} has message {record.Name} and document {place.Schema.TypeName}", "write one, or name the rows here"));
    }

    private void AddValue(RowSource source, OurPath ours, Place place, Conversion conversion, string prefix)
    {
        if (conversion.Misfit(place.Schema) is { } misfit)
        {
            faults.Add(new MappingFault(source.Left.At, $"'{ours}': {misfit}", $"conversions of its kind are {string.Join(", ", dialect.Conversions.NamesFor(ours.Type))}"));
            return;
        }
        if (place.Schema.Many && place.Parent is not null && place.Schema.Shape != ElementShape.Object)
        {
            faults.Add(new MappingFault(source.Left.At, $"'{ours}' is one value, and theirs is a list", "map a list to a list, or tell its elements apart with [key=value]"));
            return;
        }
        if (rows.Condition(record, source, prefix) is not { } when) return;
        if (rows.Value(source, ours, place, conversion, when.Condition) is not { } row) return;
        row.Theirs = place.Shown;
        place.Rows.Add(row);
        built.Add(row);
        if (source.With.Count > 0) companions.Add((source, place));
    }

    /// <summary>An object of ours within an object of theirs: its own rows, a part's file, or the same names throughout.</summary>
    private void AddObject(RowSource source, OurPath ours, Place place, string prefix)
    {
        rows.Kinds.CheckObject(source);
        if (place.Schema.Shape != ElementShape.Object)
        {
            faults.Add(new MappingFault(source.Left.At, $"'{ours}' is an object, and theirs is a single value", "name one of its fields, or a conversion with 'as:'"));
            return;
        }
        if (source.Nested is null && PartOf(ours.Type, place.Schema) is { } part) AddPart(part, source, place, prefix);
        else AddWithin(source.Nested ?? SameNames(ours.Type, source.Left.At), source, place, prefix);
    }

    private void AddPart(MappingFile part, RowSource source, Place place, string prefix)
    {
        foreach (var row in AddWithin(part.Body, source, place, prefix)) row.IsOfPart = true;
    }

    private IEnumerable<MapRow> AddWithin(Block block, RowSource source, Place place, string prefix)
    {
        var before = built.Count;
        AddBlock(block, place, prefix);
        foreach (var row in built.Skip(before)) row.Within.Add(source.Left);
        return built.Skip(before);
    }

    private void AddList(RowSource source, OurPath ours, Place place, bool others, Located right)
    {
        if (!place.Schema.Many)
        {
            faults.Add(new MappingFault(right.At, $"'{ours}' is a list, and theirs, '{right}', is not", "map it to a list of theirs, or one value of a list with 'as: only-one'"));
            return;
        }
        if (rows.Condition(record, source, "") is not { } when) return;
        var item = ours.ItemType!;
        ListRow? row;
        if (OurPath.IsObject(item))
        {
            rows.Kinds.CheckObjects(source);
            // The items have a plan of their own, so that a list within a list is nothing special.
            var root = new Place(new ElementSchema { Name = place.Schema.Name, TypeName = place.Schema.TypeName, Shape = ElementShape.Object, Children = place.Schema.Children }, null, place.Path + "[]");
            var part = source.Nested is null ? PartOf(item, place.Schema) : null;
            var body = source.Nested ?? part?.Body ?? SameNames(item, source.Left.At);
            var frame = new FrameBuilder(dialect, item, notes, faults).Build(body, root, root, source.Left.At, []);
            if (BareOf(source, item) is not { } bare || frame is null) return;
            row = (ListRow)Activator.CreateInstance(typeof(ObjectListRow<>).MakeGenericType(item), source, ours, place.Schema, frame, when.Condition, bare.Field)!;
            row.IsOfPart = part is not null;
        }
        else row = rows.ValueList(source, ours, place.Schema, when.Condition);
        if (row is null) return;
        row.Theirs = place.Shown + (others ? "[others]" : "");
        built.Add(row);
        if (others) place.Others = row;
        else place.List = row;
    }

    /// <summary>The field of an item that stands for the whole item; a null result is a fault, a null inside it is none.</summary>
    private Bare? BareOf(RowSource source, Type item)
    {
        if (source.Bare is not { } bare) return new Bare(null);
        if (OurPath.Resolve(item, bare, faults) is not { } path) return null;
        if (path.Type == typeof(string)) return new Bare(path.Access<string?>());
        faults.Add(new MappingFault(bare.At, $"'{bare}' is no text", "'bare:' names a field that is"));
        return null;
    }

    private sealed record Bare(Accessor<string?>? Field);

    private void AddCompanions(RowSource source, Place place)
    {
        var row = place.Rows.Find(r => r.Source == source);
        foreach (var companion in source.With)
        {
            if (row is null || place.Parent is null || Follow(place.Parent, companion.Subject) is not { } target) continue;
            var words = companion.Reason.Split(" or ", StringSplitOptions.TrimEntries);
            if (words[0] == "any" && row.Writes)
                faults.Add(new MappingFault(companion.Subject.At, $"'{companion.Subject}': nothing says what is written", "name it first: 'UNKNOWN or any'"));
            else if (words[0] != "any" && Literal.Misfit(target.Schema, words[0]) is { } misfit)
                faults.Add(new MappingFault(companion.Subject.At, $"'{words[0]}' is no value of {target.Schema.Name}", $"that is {misfit}{Literal.Hint(target.Schema, words[0])}"));
            else target.Companions.Add(new Companion(row, place, new Literal(target.Schema, words[0]), companion.Subject.At));
            target.Accepts(words);
        }
    }

    private void AddHold(Reasoned hold, string prefix)
    {
        var subject = hold.Subject with { Text = prefix + hold.Subject.Text };
        if (Condition.Parse(record, subject, faults) is not { } condition) return;
        var parts = hold.Reason.Split(" - ", 2, StringSplitOptions.TrimEntries);
        if (parts.Length == 2 && parts[0].All(char.IsAsciiLetter)) holds.Add(new HoldRule(hold.Subject.At, condition, parts[0], parts[1]));
        else faults.Add(new MappingFault(hold.Subject.At, $"'{hold.Reason}' names no reason code", "write 'CreditCdr - eMIP has no credit notes': a word for lists and filters, then the reason in words"));
    }

    /// <summary><c>x/*</c> is what no row names, wherever the row stands: of the elements of x, those from which nothing is read.</summary>
    private void AddIgnored(Reasoned reasoned, Place start)
    {
        var rest = reasoned.Subject.Text.EndsWith("/*", StringComparison.Ordinal);
        var path = rest ? reasoned.Subject with { Text = reasoned.Subject.Text[..^2] } : reasoned.Subject;
        if (Follow(start, path) is not { } place) return;
        var places = rest ? place.Schema.Children.Select(c => place.Child(c.Name)!).Where(c => !c.IsTakenBelow).ToList() : place.IsTakenBelow ? [] : [place];
        if (places.Count == 0)
            faults.Add(new MappingFault(path.At, $"'{reasoned.Subject}' ignores nothing", "rows name it: leave it out here"));
        foreach (var child in places) child.Ignored = true;
        notes.Ignored.Add(new IgnoredElements(path.At, reasoned.Subject.Text, [.. places.SelectMany(p => p.Schema.Leaves(p.Path))], reasoned.Reason));
    }

    private MappingFile? PartOf(Type ours, ElementSchema theirs)
    {
        if (dialect.PartOf(ours, theirs) is not { } part) return null;
        notes.Parts.Add(part.Name);
        return part;
    }

    private Place? Follow(Place start, Located path)
    {
        if (PathStep.Parse(path.Text) is { } steps) return start.Follow(steps, path, faults);
        faults.Add(new MappingFault(path.At, $"'{path}' is no path", "steps are separated by '/'"));
        return null;
    }

    private static Reasoned Prefixed(Reasoned reasoned, string prefix) =>
        reasoned with { Subject = reasoned.Subject with { Text = prefix + reasoned.Subject.Text } };

    private static Block SameNames(Type record, Position at) =>
        new() { Rows = [.. OurPath.PropertiesOf(record).Select(p => new RowSource { Left = new Located(OurPath.NameOf(p), at) })] };
}
