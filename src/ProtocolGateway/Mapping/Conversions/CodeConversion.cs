using System.Runtime.CompilerServices;
using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Plans;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Conversions;

/// <summary>A code through its table; codes of the same name need no line. An unknown one holds (translation.md section 1, rule 7).</summary>
internal sealed class CodeConversion<TCode>(string dialect, IReadOnlyList<CodeLine> lines, IReadOnlyList<string>? theirs, bool leaveOut)
    : ScalarConversion<TCode?>, ICodeConversion where TCode : struct, Enum
{
    private readonly CodeTable table = new(typeof(TCode), lines, theirs);

    public override string Name => "code";

    public override string Purpose => "A code, by the table of its row.";

    public int Count => table.Count;

    public IEnumerable<string> UnwrittenCodes => table.Unwritten;

    public IReadOnlyList<CodeLine> Lines => lines;

    public IEnumerable<(string Ours, string Theirs)> Written => table.Written;

    public IEnumerable<(string Ours, string Theirs)> Understood => table.Understood;

    public bool Reads(string code) => table.Reads(code);

    protected override string? Parse(ReadOnlySpan<char> text, DocumentNode node, ReadRun run, out TCode? value)
    {
        if (table.TryRead(text, out var code))
        {
            value = Code(code);
            if (run.Context.Trail is { } trail && table.LineOf(text) is { } line) trail.Read(line, table.Named(text));
            return null;
        }
        value = null;
        if (leaveOut) run.Report(LossKind.Unread, node, $"the code {ReadRun.Quote(text)} is unknown and was left out");
        else run.Holds.Add(new Hold("UnmappedCode", $"{node.Path}: no mapping knows the code {ReadRun.Quote(text)}; add a line for it under 'codes'", $"mapping:{dialect}"));
        return "";
    }

    public override void Write(TCode? value, in Target target, WriteRun run)
    {
        if (IsWritten(value, target, run)) base.Write(value, target, run);
    }

    public override void WriteItem(TCode? value, in Target target, WriteRun run)
    {
        if (IsWritten(value, target, run)) base.WriteItem(value, target, run);
    }

    public override bool LeavesOut(TCode? value) => leaveOut && Theirs(value) is null;

    protected override string Format(TCode? value, in Target target, WriteRun run) => Theirs(value)!;

    public override TCode? Sample(int number, ElementSchema schema) => table.Sample(number) is { } code ? Code(code) : null;

    public override TCode? AfterRoundTrip(TCode? value) =>
        value is not null && table.TryRead(Theirs(value), out var back) ? Code(back) : value;

    /// <summary>False for what they have no code for; what their code says less of is reported.</summary>
    private bool IsWritten(TCode? value, in Target target, WriteRun run)
    {
        if (Theirs(value) is not { } theirs)
        {
            Unwritten(value, target, run);
            return false;
        }
        if (run.Context.Trail is { } trail && table.LineOf(Number(value)) is { } line) trail.Wrote(line, $"{value}");
        // Whoever reads it takes it for another of ours.
        if (table.IsMerged(Number(value))) run.Report(LossKind.Untold, target.Place, $"'{value}' is told as '{theirs}'");
        return true;
    }

    private void Unwritten(TCode? value, in Target target, WriteRun run)
    {
        if (leaveOut) run.Report(LossKind.Untold, target.Place, $"'{value}' has no code here and was left out");
        else run.Holds.Add(new Hold("UnmappedCode", $"{target.Place}: '{value}' has no code in {dialect}; add a line for it under 'codes'", $"mapping:{dialect}"));
    }

    private string? Theirs(TCode? value) => table.Write(Number(value));

    private static int Number(TCode? value)
    {
        var code = value.GetValueOrDefault();
        return Unsafe.As<TCode, int>(ref code);
    }

    private static TCode Code(int number) => Unsafe.As<int, TCode>(ref number);
}

/// <summary>What the start-up check asks of a table of codes.</summary>
internal interface ICodeConversion
{
    /// <summary>How many codes of ours there are.</summary>
    int Count { get; }

    /// <summary>Our codes that nothing writes.</summary>
    IEnumerable<string> UnwrittenCodes { get; }

    /// <summary>As the file has them.</summary>
    IReadOnlyList<CodeLine> Lines { get; }

    /// <summary>How each of our codes is told, but for those that nothing writes.</summary>
    IEnumerable<(string Ours, string Theirs)> Written { get; }

    /// <summary>What each of their codes is read as.</summary>
    IEnumerable<(string Ours, string Theirs)> Understood { get; }

    /// <summary>True when something reads their code.</summary>
    bool Reads(string code);
}
