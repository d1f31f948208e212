using System.Text;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Documentation;

/// <summary>The page of one message.</summary>
/// <param name="mappings">All files about it, of every dialect.</param>
/// <param name="pages">The records that have pages.</param>
internal sealed class MessagePage(Type record, IReadOnlyList<CompiledMapping> mappings, OurWords words, string folder, IReadOnlySet<Type> pages)
{
    private readonly IReadOnlyList<string> dialects = [.. mappings.Select(m => m.Dialect).Distinct()];
    private readonly StringBuilder text = new();

    public string Write()
    {
        text.Append($"# {record.Name}\n\n");
        if (words.Of(record) is { Length: > 0 } summary) text.Append(summary).Append("\n\n");
        foreach (var dialect in dialects)
            text.Append($"- {dialect}: {string.Join(", ", Of(dialect).Select(m => $"[{m.Name}]({folder}/{m.Dialect}/{m.Name}.yaml) (`{m.Schema.Name}`)"))}\n");
        text.Append($"\n| field | meaning | {string.Join(" | ", dialects)} |\n|---|---|{string.Concat(dialects.Select(_ => "---|"))}\n");
        WriteFields(record, [.. mappings.Select(m => (m, m.Frame))], "");
        WriteCodes();
        WriteSteps();
        Write("Held", mappings.SelectMany(m => m.Frame.Holds.Select(h => (m.Dialect, $"`{h.Condition.Text}`: {h.Code} - {h.Text}"))));
        Write("Theirs that is not read", mappings.SelectMany(m => m.Ignored.Select(i => (m.Dialect, $"`{i.Subject}`: {i.Reason}"))));
        return text.ToString();
    }

    private IEnumerable<CompiledMapping> Of(string dialect) => mappings.Where(m => m.Dialect == dialect);

    private void WriteFields(Type type, IReadOnlyList<(CompiledMapping Mapping, Frame Frame)> frames, string shown, string path = "")
    {
        foreach (var property in OurPath.PropertiesOf(type))
        {
            var field = path + OurPath.NameOf(property);
            if (OurPath.IsObject(property.PropertyType) && frames.Any(f => FieldWords.IsSpread(f.Frame, field, pages.Contains(property.PropertyType))))
            {
                WriteFields(property.PropertyType, frames, shown, field + ".");
                continue;
            }
            var item = OurWords.ItemOf(property.PropertyType);
            var name = $"`{shown}{field}{(item is not null && OurPath.IsObject(item) ? "[]" : "")}`";
            if (pages.Contains(item ?? property.PropertyType)) name = $"[{name}]({MessagePages.FileOf(item ?? property.PropertyType)})";
            text.Append($"| {name} | {Escape(words.Of(property))} | {string.Join(" | ", dialects.Select(d => Cell(frames.Where(f => f.Mapping.Dialect == d).ToList(), field)))} |\n");
            if (item is null || !OurPath.IsObject(item) || pages.Contains(item)) continue;
            var lists = frames.SelectMany(f => f.Frame.Rows.OfType<ListRow>().Where(r => r.Ours.Text == field && r.Items is not null).Select(r => (f.Mapping, List: r))).ToList();
            // Items of the same names need no rows of their own.
            if (lists.Exists(l => l.List.Items!.Rows.Any(r => r.Source.Left.At != l.List.Source.Left.At)))
                WriteFields(item, [.. lists.Select(l => (l.Mapping, l.List.Items!))], $"{shown}{field}[].");
        }
    }

    /// <summary>What a dialect's files say of a field; a file is named where they don't all say the same.</summary>
    private static string Cell(IReadOnlyList<(CompiledMapping Mapping, Frame Frame)> frames, string field)
    {
        var told = frames.Select(f => (f.Mapping.Name, Text: FieldWords.Of(f.Frame, field))).Where(t => t.Text.Length > 0).ToList();
        if (told.Select(t => t.Text).Distinct().Count() <= 1) return told.Count == 0 ? "" : Escape(told[0].Text);
        return string.Join("<br>", told.GroupBy(t => t.Text).Select(g => Escape($"{g.Key} ({string.Join(", ", g.Select(t => t.Name))})")));
    }

    private void WriteCodes()
    {
        var fields = mappings.SelectMany(m => CodesOf(m.Frame, "").Select(c => (m.Dialect, c.Field, c.Codes))).GroupBy(c => c.Field).ToList();
        foreach (var field in fields.Where(f => f.Any(c => HasOwn(c.Codes))).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var tables = field.GroupBy(c => c.Dialect).Select(g => (Dialect: g.Key, g.First().Codes)).ToList();
            text.Append($"\n## Codes of `{field.Key}`\n\n| ours | {string.Join(" | ", tables.Select(t => t.Dialect))} |\n|---|{string.Concat(tables.Select(_ => "---|"))}\n");
            var ours = tables.SelectMany(t => t.Codes.Written.Concat(t.Codes.Understood).Select(c => c.Ours)).Distinct().Order(StringComparer.Ordinal);
            foreach (var code in ours) text.Append($"| {code} | {string.Join(" | ", tables.Select(t => Codes(t.Codes, code)))} |\n");
        }
    }

    private static bool HasOwn(Conversions.ICodeConversion codes) => codes.Written.Concat(codes.Understood).Any(c => c.Ours != c.Theirs);

    private static string Codes(Conversions.ICodeConversion codes, string ours)
    {
        var written = codes.Written.Where(w => w.Ours == ours).Select(w => w.Theirs).FirstOrDefault();
        var read = codes.Understood.Where(u => u.Ours == ours).Select(u => u.Theirs).Order(StringComparer.Ordinal).ToList();
        var parts = new List<string>();
        if (written is not null) parts.Add(read.Contains(written) ? written : $"{written} (writing)");
        var others = read.Where(r => r != written).ToList();
        if (others.Count > 0) parts.Add($"{string.Join(", ", others)} (reading)");
        return string.Join(", ", parts);
    }

    private static IEnumerable<(string Field, Conversions.ICodeConversion Codes)> CodesOf(Frame frame, string prefix) =>
        frame.Rows.Where(r => r.Codes is not null && !FieldWords.IsElsewhere(r)).Select(r => (prefix + r.Ours.Text, r.Codes!))
            .Concat(frame.Rows.OfType<ListRow>().Where(r => r.Items is not null && !FieldWords.IsElsewhere(r)).SelectMany(r => CodesOf(r.Items!, $"{prefix}{r.Ours.Text}[].")));

    private void WriteSteps() =>
        Write("Steps before it is written", mappings.SelectMany(m => m.Steps.Select(s => (m.Dialect, $"`{s.Name}`: {s.Purpose}"))));

    private void Write(string title, IEnumerable<(string Dialect, string Line)> lines)
    {
        var all = lines.GroupBy(l => l.Line).ToList();
        if (all.Count == 0) return;
        text.Append($"\n## {title}\n\n");
        foreach (var line in all) text.Append($"- {line.Key} ({string.Join(", ", line.Select(l => l.Dialect).Distinct())})\n");
    }

    private static string Escape(string cell) => cell.Replace("|", "\\|", StringComparison.Ordinal);
}
