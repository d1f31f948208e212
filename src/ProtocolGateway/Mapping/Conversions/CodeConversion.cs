using System.Collections.Frozen;
using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Plans;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Conversions;

/// <summary>A code through its table; codes of the same name need no line. An unknown one holds (translation.md section 1, rule 7).</summary>
internal sealed class CodeConversion<TCode> : ScalarConversion<TCode?>, ICodeConversion where TCode : struct, Enum
{
    private readonly FrozenDictionary<string, TCode> reading;
    private readonly FrozenDictionary<string, TCode>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly Dictionary<TCode, string> writing = [];
    private readonly bool leaveOut;
    private readonly bool numbered;
    private readonly string dialect;

    public CodeConversion(string dialect, IReadOnlyList<CodeLine> lines, IReadOnlyList<string>? theirs, bool leaveOut)
    {
        (this.dialect, this.leaveOut) = (dialect, leaveOut);
        var read = new Dictionary<string, TCode>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var ours = line.Ours.Where(o => Enum.TryParse<TCode>(o, out _)).Select(Enum.Parse<TCode>).ToList();
            if (ours.Count == 0) continue;
            if (line.Reads)
                foreach (var code in line.Theirs) read.TryAdd(code, ours[0]);
            if (line.Writes)
                foreach (var code in ours) writing.TryAdd(code, line.Theirs[0]);
        }
        foreach (var code in Enum.GetValues<TCode>())
        {
            var name = code.ToString();
            if (theirs is not null && !theirs.Contains(name)) continue;
            read.TryAdd(name, code);
            writing.TryAdd(code, name);
        }
        numbered = read.Count > 0 && read.Keys.Any(k => char.IsAsciiDigit(k[0]));
        reading = read.ToFrozenDictionary(StringComparer.Ordinal);
        lookup = reading.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public override string Name => "code";

    public int Count => Enum.GetValues<TCode>().Length;

    public IEnumerable<string> UnwrittenCodes => Enum.GetValues<TCode>().Where(c => !writing.ContainsKey(c)).Select(c => c.ToString());

    public bool Reads(string code) => reading.ContainsKey(code);

    protected override string? Parse(ReadOnlySpan<char> text, DocumentNode node, ReadRun run, out TCode? value)
    {
        value = null;
        var key = numbered && text.Length > 0 && char.IsAsciiDigit(text[0]) ? Digits(text) : text;
        if (lookup.TryGetValue(key, out var code))
        {
            value = code;
            return null;
        }
        if (leaveOut) run.Report(LossKind.Unread, node, $"the code {ReadRun.Quote(text)} is unknown and was left out");
        else run.Holds.Add(new Hold("UnmappedCode", $"{node.Path}: no mapping knows the code {ReadRun.Quote(text)}; add a line for it under 'codes'", $"mapping:{dialect}"));
        return "";
    }

    private static ReadOnlySpan<char> Digits(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return text[..end];
    }

    public override void Write(TCode? value, in Target target, WriteRun run)
    {
        if (writing.ContainsKey(value!.Value)) base.Write(value, target, run);
        else Unwritten(value.Value, target, run);
    }

    public override void WriteItem(TCode? value, in Target target, WriteRun run)
    {
        if (writing.ContainsKey(value!.Value)) base.WriteItem(value, target, run);
        else Unwritten(value.Value, target, run);
    }

    public override bool LeavesOut(TCode? value) => leaveOut && !writing.ContainsKey(value!.Value);

    private void Unwritten(TCode value, in Target target, WriteRun run)
    {
        if (leaveOut) run.Report(LossKind.Untold, target.Place, $"'{value}' has no code here and was left out");
        else run.Holds.Add(new Hold("UnmappedCode", $"{target.Place}: '{value}' has no code in {dialect}; add a line for it under 'codes'", $"mapping:{dialect}"));
    }

    protected override string Format(TCode? value, in Target target, WriteRun run) => writing[value!.Value];

    public override TCode? Sample(int number, ElementSchema schema)
    {
        var codes = Enum.GetValues<TCode>().Where(writing.ContainsKey).ToList();
        return codes.Count == 0 ? null : codes[number % codes.Count];
    }

    public override TCode? AfterRoundTrip(TCode? value) => value is { } code && reading.TryGetValue(writing[code], out var back) ? back : value;
}

/// <summary>What the start-up check asks of a table of codes.</summary>
internal interface ICodeConversion
{
    /// <summary>How many codes of ours there are.</summary>
    int Count { get; }

    /// <summary>Our codes that nothing writes.</summary>
    IEnumerable<string> UnwrittenCodes { get; }

    /// <summary>True when something reads their code.</summary>
    bool Reads(string code);
}
