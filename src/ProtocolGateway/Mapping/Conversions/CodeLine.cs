using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Conversions;

/// <summary>One line of a table of codes: <c>EMAID &lt;- eMA or EVCO or eMI3</c>.</summary>
internal sealed record CodeLine(Position At, IReadOnlyList<string> Ours, IReadOnlyList<string> Theirs, bool Reads, bool Writes)
{
    private static readonly string[] Arrows = ["<->", "<-", "->"];

    public static CodeLine? Parse(Located line, List<MappingFault> faults)
    {
        foreach (var arrow in Arrows)
        {
            var at = line.Text.IndexOf(arrow, StringComparison.Ordinal);
            if (at < 0) continue;
            var ours = Parts(line.Text[..at]);
            var theirs = Parts(line.Text[(at + arrow.Length)..]);
            if (ours.Count > 0 && theirs.Count > 0) return new CodeLine(line.At, ours, theirs, arrow != "->", arrow != "<-");
        }
        faults.Add(new MappingFault(line.At, $"'{line}' is no line of codes", "write OURS <-> THEIRS, OURS <- THEIRS (reading) or OURS -> THEIRS (writing), several with 'or'"));
        return null;
    }

    private static List<string> Parts(string side) =>
        [.. side.Split(" or ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
