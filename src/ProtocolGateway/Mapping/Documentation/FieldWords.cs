using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Documentation;

/// <summary>What a mapping says of one field of ours, in words.</summary>
internal static class FieldWords
{
    /// <summary>True when the fields of an object of ours go their own ways: one line for the object would not tell how.</summary>
    /// <param name="hasPage">The object's own page tells what its file says.</param>
    public static bool IsSpread(Frame frame, string path, bool hasPage)
    {
        var below = frame.Rows.Where(r => r.Ours.Text.StartsWith(path + ".", StringComparison.Ordinal)).ToList();
        if (hasPage && below.Count > 0 && below.TrueForAll(IsElsewhere)) return false;
        // A row of the object alone has all its fields, at one place.
        var ownWays = (below.Count == 1 || below.Select(r => r.Source.Left.At).Distinct().Count() > 1) && !IsParty(path, below);
        return ownWays || frame.Untold.Select(u => u.Path).Concat(frame.Implied.Select(i => i.Subject.Text)).Any(s => s.StartsWith(path + ".", StringComparison.Ordinal));
    }

    /// <summary>Theirs, with what is particular about it; or why it is not told. Empty where nothing is said.</summary>
    public static string Of(Frame frame, string field)
    {
        var rows = frame.Rows.Where(r => r.Ours.Text == field || field.StartsWith(r.Ours.Text + ".", StringComparison.Ordinal)).Select(Of).Distinct().ToList();
        if (rows.Count > 0) return string.Join("; ", rows);
        var below = frame.Rows.Where(r => r.Ours.Text.StartsWith(field + ".", StringComparison.Ordinal)).ToList();
        if (below.Count > 0) return IsParty(field, below) ? string.Join(", ", below.Select(Of).Distinct()) : $"`{Common(below)}`";
        if (frame.Untold.FirstOrDefault(u => Covers(u.Path, field)) is { } untold) return $"*not told: {untold.Reason}*";
        if (frame.Holds.FirstOrDefault(h => Covers(h.Condition.Path, field)) is { } hold) return $"*held where {hold.Condition.Text}: {hold.Text}*";
        if (frame.Implied.FirstOrDefault(i => Covers(i.Subject.Text.Split(" is ")[0], field)) is { } implied) return $"*{implied.Reason}*";
        return "";
    }

    /// <summary>A company is one thing, though OCPI tells it in two members.</summary>
    private static bool IsParty(string path, List<MapRow> below) =>
        below.TrueForAll(r => r.Ours.Text == path + ".country_code" || r.Ours.Text == path + ".id") && below.Exists(r => r.Ours.Text == path + ".country_code");

    /// <summary>The element that all rows are in.</summary>
    private static string Common(List<MapRow> rows)
    {
        var paths = rows.Select(r => r.Theirs ?? "").Where(t => t.Length > 0).Select(t => t.Split('/')).ToList();
        if (paths.Count == 0) return "";
        var common = paths[0].TakeWhile((step, i) => paths.TrueForAll(p => p.Length > i + 1 && p[i] == step)).ToList();
        return common.Count == 0 ? string.Join("`, `", paths.Select(p => p[0]).Distinct()) : string.Join('/', common);
    }

    /// <summary>True for a row of the file of another kind of object, which has a page of its own.</summary>
    public static bool IsElsewhere(MapRow row) => row.IsOfPart && !row.Within.Exists(line => line.Text == "itself");

    private static bool Covers(string subject, string field) => field == subject || field.StartsWith(subject + ".", StringComparison.Ordinal);

    private static string Of(MapRow row)
    {
        var source = row.Source;
        if (source.Always is { } always) return $"always {always}";
        if (source.Assumed is { } assumed) return $"taken to be {assumed}";
        var notes = new List<string>();
        if (source.As is { } conversion) notes.Add($"as {conversion}");
        if (source.Only is { } only) notes.Add($"only {only}");
        if (source.When is { } when) notes.Add($"when {when}");
        if (source.Default is { } standard) notes.Add($"read as {standard} where it is missing");
        if (source.Placeholder is { } placeholder) notes.Add($"{placeholder} where ours is missing");
        if (source.TooLong is not null) notes.Add("cut where it is too long");
        if (source.Unfit is not null) notes.Add("elements that can't be told are left out");
        if (source.With.Count > 0) notes.Add($"with {string.Join(", ", source.With.Select(w => $"{w.Subject} {w.Reason}"))}");
        return notes.Count == 0 ? $"`{row.Theirs}`" : $"`{row.Theirs}` ({string.Join("; ", notes)})";
    }
}
