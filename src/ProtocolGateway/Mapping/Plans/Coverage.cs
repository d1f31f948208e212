using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>What a mapping has to account for: every mandatory element of theirs, every element of theirs, every field of ours.</summary>
internal sealed class Coverage(Dialect dialect, Type record, List<MappingFault> faults)
{
    public void Check(Place root, IReadOnlyList<MapRow> rows, IReadOnlyList<Reasoned> implied, IReadOnlyList<Reasoned> untold, IReadOnlyList<HoldRule> holds, Position at)
    {
        CheckOurs(rows, implied, untold, holds, at);
        CheckTheirs(root, at);
        CheckNames(root);
    }

    private void CheckOurs(IReadOnlyList<MapRow> rows, IReadOnlyList<Reasoned> implied, IReadOnlyList<Reasoned> untold, IReadOnlyList<HoldRule> holds, Position at)
    {
        var conditions = holds.Select(h => h.Condition)
            .Concat(implied.Where(IsCondition).Select(r => Condition.Parse(record, r.Subject, faults)).OfType<Condition>()).ToLookup(c => c.Path);
        foreach (var reasoned in implied.Where(r => !IsCondition(r)).Concat(untold)) OurPath.Resolve(record, reasoned.Subject, faults);
        var told = rows.Where(r => r.Writes || r is ConstantRow).Select(r => r.Ours.Text)
            .Concat(implied.Select(r => r.Subject.Text)).Concat(untold.Select(r => r.Subject.Text))
            .Concat(conditions.Where(Condition.Cover).Select(c => c.Key)).ToList();
        var missing = OurPath.Leaves(record).Where(leaf => !told.Any(t => leaf == t || leaf.StartsWith(t + ".", StringComparison.Ordinal))).ToList();
        if (missing.Count > 0)
            faults.Add(new MappingFault(at, $"nothing says what becomes of {string.Join(", ", missing)}", "write a row, or name it under 'implied' (nothing is lost) or 'untold' (reported) with the reason; a hold accounts only for the values that it names"));
    }

    /// <summary>What is implied may be some values only: <c>credit is false: what is no credit note needs no word for it</c>.</summary>
    private static bool IsCondition(Reasoned reasoned) => reasoned.Subject.Text.Contains(" is ", StringComparison.Ordinal);

    private void CheckTheirs(Place place, Position at)
    {
        if (place.Key is not null)
        {
            foreach (var (_, variant) in place.Variants) CheckTheirs(variant, at);
            return;
        }
        foreach (var child in place.Children)
        {
            var below = child.Children.Count > 0 || child.Variants.Count > 0;
            if (!child.IsTaken && !child.Ignored && !below)
                faults.Add(new MappingFault(at, $"nothing reads {child.Path}", "write a row, or name it under 'ignored' with the reason"));
            if (child.Schema.Mandatory && !below && !IsWritten(child) && !IsOptionalBranch(child))
                faults.Add(new MappingFault(at, $"nothing writes {child.Path}, which is mandatory in {dialect.Name}", "write a row"));
            if (!child.Ignored && !(child.Rows.Count > 0 && child.Rows.Any(r => r.TakesObject))) CheckTheirs(child, at);
        }
    }

    private static bool IsWritten(Place place) =>
        place.Companions.Exists(c => c.Row.Writes) || place.Fixed is not null || place.Envelope is not null || place.Others is not null
        || place.List is { Writes: true } || place.Rows.Any(r => r.Writes) || place.Parent!.Rows.Any(r => r.TakesObject);

    /// <summary>An element that is mandatory only within an optional object that nothing writes.</summary>
    private static bool IsOptionalBranch(Place place)
    {
        for (var parent = place.Parent; parent?.Parent is not null; parent = parent.Parent)
            if (!parent.Schema.Mandatory && !WritesBelow(parent)) return true;
        return false;
    }

    private static bool WritesBelow(Place place) =>
        place.Rows.Any(r => r.Writes) || place.List is { Writes: true } || place.Children.Any(WritesBelow) || place.Variants.Any(v => WritesBelow(v.Place));

    /// <summary>Theirs has a field of our name, and another one is mapped to it: two rows were probably swapped.</summary>
    private void CheckNames(Place place)
    {
        foreach (var row in place.Rows)
        {
            var name = row.Ours.Text.Split('.')[^1];
            if (name == place.Schema.Name || place.Parent?.Schema.Child(name) is null) continue;
            var own = place.Parent.Children.FirstOrDefault(c => c.Schema.Name == name);
            if (own?.Rows.Any(r => r.Ours.Text.Split('.')[^1] == name) == true) continue;
            faults.Add(new MappingFault(row.Source.Left.At, $"'{row.Ours}' is mapped to {place.Schema.Name}, although theirs has a '{name}' beside it", $"map it to {name}"));
        }
        foreach (var child in place.Children) CheckNames(child);
        foreach (var (_, variant) in place.Variants) CheckNames(variant);
    }
}
