using System.Text;
using ProtocolGateway.Mapping.Explaining;

namespace ProtocolGateway.Host.Commands;

/// <summary>What every field of a translation came from, one line a field, for people.</summary>
internal static class ExplainedTable
{
    /// <summary>No column is wider, so that one long text doesn't push all others away.</summary>
    private const int Widest = 72;

    private static readonly (string Path, string Value, string By, string From) Head = ("field", "value", "written by", "from");

    public static string Of(IReadOnlyList<ExplainedField> fields)
    {
        var rows = fields.Select(f => (f.Path, Value: Short(f.Value), By: By(f), From: From(f.From))).Prepend(Head).ToList();
        var (path, value, by) = (Width(rows.Select(r => r.Path)), Width(rows.Select(r => r.Value)), Width(rows.Select(r => r.By)));
        var table = new StringBuilder();
        foreach (var row in rows)
        {
            var line = $"{row.Path.PadRight(path)}  {row.Value.PadRight(value)}  {row.By.PadRight(by)}";
            table.AppendLine((row.From.Length == 0 ? line : $"{line}  <- {row.From}").TrimEnd());
        }
        return table.ToString();
    }

    private static int Width(IEnumerable<string> texts) => texts.Select(t => t.Length).Where(l => l <= Widest).DefaultIfEmpty(0).Max();

    /// <summary>What wrote it: the row, and the line of codes; or what it is instead of a value of ours.</summary>
    private static string By(ExplainedField field) => field.By switch
    {
        "record" => "the record",
        "row" => Lines(field.Line, field.Codes),
        "protocol" => "written by the protocol's own code",
        "passed on" => "passed on as it came",
        "envelope" => $"written by the protocol's own code, {field.Line}",
        _ => $"{field.By}, {field.Line}",
    };

    /// <summary>The way back: from a step to what it worked on; what was read together stands together.</summary>
    private static string From(IReadOnlyList<FieldOrigin> origins)
    {
        var text = new StringBuilder();
        for (var i = 0; i < origins.Count; i++)
        {
            if (i > 0) text.Append(origins[i - 1].By is "step" or "derivation" ? " <- " : " + ");
            var sameRow = i + 1 < origins.Count && origins[i].Path is not null && origins[i + 1] is { Path: not null } next && next.Line == origins[i].Line;
            text.Append(sameRow ? Source(origins[i]) : From(origins[i]));
        }
        return text.ToString();
    }

    private static string Source(FieldOrigin origin) => $"{origin.Path} '{Short(origin.Value ?? "")}'";

    private static string From(FieldOrigin origin) => origin.By switch
    {
        "row" or "kept" or "bare" => Join(Source(origin), Lines(origin.Line, origin.Codes)),
        "default" or "always" or "assumed" => Join($"{origin.By} '{origin.Value}'", origin.Line),
        "step" or "derivation" => Join(Told(origin), origin.Line),
        "record" => Source(origin),
        "journal" => "the record in the journal",
        _ => "the protocol's own code",
    };

    private static string Told(FieldOrigin origin)
    {
        var told = (origin.Why, origin.Entry) switch
        {
            ({ } why, { } entry) => why.Contains(entry, StringComparison.Ordinal) ? why : $"{why}, {entry}",
            var (why, entry) => why ?? entry,
        };
        return told is null ? $"{origin.By} {origin.Name}" : $"{origin.By} {origin.Name} ({told})";
    }

    private static string Lines(string? line, string? codes) => codes is null ? line ?? "" : $"{line} codes {codes}";

    private static string Join(string what, string? line) => string.IsNullOrEmpty(line) ? what : $"{what} {line}";

    /// <summary>On one line, and no longer than a column.</summary>
    private static string Short(string value)
    {
        var line = value.ReplaceLineEndings(" ");
        return line.Length <= Widest ? line : $"{line[..(Widest - 3)]}...";
    }
}
