using System.Collections.Frozen;
using System.Globalization;

namespace ProtocolGateway.Mapping.Conversions;

/// <summary>
/// Which codes of theirs are which of ours, by the numbers of our enumeration: tables of the codes' own types would have the
/// just-in-time compiler make each of them anew, a third of a start.
/// </summary>
internal sealed class CodeTable
{
    private readonly FrozenDictionary<string, int> reading;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly string?[] writing;
    private readonly string[] names;
    private readonly Dictionary<string, CodeLine> readBy = new(StringComparer.Ordinal);
    private readonly CodeLine?[] writtenBy;
    private readonly bool[] merged;
    private readonly bool numbered;

    /// <param name="codes">An enumeration whose values are counted from 0.</param>
    /// <param name="lines">What the mapping file says; codes of the same name need no line.</param>
    /// <param name="theirs">All codes that they have; null where their list is open.</param>
    public CodeTable(Type codes, IReadOnlyList<CodeLine> lines, IReadOnlyList<string>? theirs)
    {
        names = Enum.GetNames(codes);
        writing = new string?[names.Length];
        writtenBy = new CodeLine?[names.Length];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++) numbers.Add(names[i], i);
        if (Convert.ToInt32(Enum.GetValuesAsUnderlyingType(codes).GetValue(names.Length - 1), CultureInfo.InvariantCulture) != names.Length - 1)
            throw new ArgumentException($"The values of {codes.Name} are not counted from 0.", nameof(codes));

        var read = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var ours = line.Ours.Where(numbers.ContainsKey).Select(o => numbers[o]).ToList();
            if (ours.Count == 0) continue;
            if (line.Reads)
                foreach (var code in line.Theirs)
                    if (read.TryAdd(code, ours[0])) readBy.Add(code, line);
            if (!line.Writes) continue;
            foreach (var code in ours)
            {
                writing[code] ??= line.Theirs[0];
                writtenBy[code] ??= line;
            }
        }
        for (var i = 0; i < names.Length; i++)
        {
            if (theirs is not null && !theirs.Contains(names[i])) continue;
            read.TryAdd(names[i], i);
            writing[i] ??= names[i];
        }
        merged = [.. writing.Select((code, i) => code is not null && read.TryGetValue(code, out var back) && back != i)];
        numbered = read.Keys.Any(k => char.IsAsciiDigit(k[0]));
        reading = read.ToFrozenDictionary(StringComparer.Ordinal);
        lookup = reading.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => names.Length;

    public IEnumerable<string> Unwritten => names.Where((_, i) => writing[i] is null);

    public IEnumerable<(string Ours, string Theirs)> Written => names.Select((name, i) => (name, writing[i]!)).Where(pair => pair.Item2 is not null);

    public IEnumerable<(string Ours, string Theirs)> Understood => reading.Select(pair => (names[pair.Value], pair.Key));

    public bool Reads(string code) => reading.ContainsKey(code);

    public bool TryRead(ReadOnlySpan<char> text, out int ours) => lookup.TryGetValue(Code(text), out ours);

    /// <summary>Their code as files write it.</summary>
    public string Named(ReadOnlySpan<char> text) => Code(text).ToString();

    /// <summary>The line that reads it; null for a code of the same name.</summary>
    public CodeLine? LineOf(ReadOnlySpan<char> text) => readBy.GetValueOrDefault(Named(text));

    /// <summary>The line that writes it; null for a code of the same name.</summary>
    public CodeLine? LineOf(int ours) => writtenBy[ours];

    /// <summary>Their code; null when they have none.</summary>
    public string? Write(int ours) => writing[ours];

    /// <summary>Their code for it is read as another of ours.</summary>
    public bool IsMerged(int ours) => merged[ours];

    /// <summary>One of our codes that they have, another for each number; null when they have none.</summary>
    public int? Sample(int number)
    {
        var written = writing.Count(w => w is not null);
        if (written == 0) return null;
        number %= written;
        for (var i = 0; ; i++)
            if (writing[i] is not null && number-- == 0) return i;
    }

    /// <summary>Codes that begin with a digit may have their meaning behind them: <c>1: charging</c>.</summary>
    private ReadOnlySpan<char> Code(ReadOnlySpan<char> text) => numbered && text.Length > 0 && char.IsAsciiDigit(text[0]) ? Digits(text) : text;

    private static ReadOnlySpan<char> Digits(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return text[..end];
    }
}
