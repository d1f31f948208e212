using System.Text;

namespace ProtocolGateway.Directory.Irve;

/// <summary>Comma-separated values (RFC 4180): fields may be quoted, with line ends and doubled quotes inside. Semicolons separate where the first line has more of them.</summary>
internal static class Csv
{
    /// <summary>The rows that are not empty, the header among them.</summary>
    /// <exception cref="FormatException">A quoted field does not end.</exception>
    public static IEnumerable<IReadOnlyList<string>> Rows(string text)
    {
        var separator = Separator(text);
        var (row, field, at) = (new List<string>(), new StringBuilder(), text.StartsWith('\uFEFF') ? 1 : 0);
        while (at < text.Length)
        {
            var c = text[at++];
            if (c == '"' && field.Length == 0) at = Quoted(text, at, field);
            else if (c == separator) Take(row, field);
            else if (c is '\r' or '\n')
            {
                if (row.Count > 0 || field.Length > 0)
                {
                    Take(row, field);
                    yield return row;
                    row = [];
                }
            }
            else field.Append(c);
        }
        if (row.Count == 0 && field.Length == 0) yield break;
        Take(row, field);
        yield return row;
    }

    private static void Take(List<string> row, StringBuilder field)
    {
        row.Add(field.ToString().Trim());
        field.Clear();
    }

    /// <returns>Where the text goes on after the closing quote.</returns>
    private static int Quoted(string text, int at, StringBuilder field)
    {
        for (; at < text.Length; at++)
        {
            if (text[at] != '"') field.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"') field.Append(text[at++]);
            else return at + 1;
        }
        throw new FormatException("a quoted field does not end");
    }

    private static char Separator(string text)
    {
        var header = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length);
        return header.Count(';') > header.Count(',') ? ';' : ',';
    }
}
