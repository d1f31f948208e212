using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Cases;

/// <summary>Which lines of mapping files translations went by. A message in service leaves none.</summary>
public sealed class Trail
{
    private readonly HashSet<Step> steps = [];
    private readonly HashSet<Position> files = [];

    internal void Ran(CompiledMapping mapping) => files.Add(mapping.At);

    internal bool HasRun(CompiledMapping mapping) => files.Contains(mapping.At);

    internal void Read(MapRow row) => Add(row, Use.Reading);

    internal void Wrote(MapRow row) => Add(row, Use.Writing);

    internal void Read(CodeLine line, string theirs) => steps.Add(new Step(line.At, Use.Reading, theirs));

    internal void Wrote(CodeLine line, string ours) => steps.Add(new Step(line.At, Use.Writing, ours));

    internal void Held(HoldRule rule) => steps.Add(new Step(rule.At, Use.Holding));

    internal bool Has(Step step) => steps.Contains(step);

    private void Add(MapRow row, Use use)
    {
        steps.Add(new Step(row.Source.Left.At, use));
        foreach (var line in row.Within) steps.Add(new Step(line.At, use));
    }
}

/// <summary>What a line of a mapping file can be used for.</summary>
internal enum Use { Reading, Writing, Holding }

/// <summary>One use of one line.</summary>
/// <param name="Code">Of a line of codes: the one that was met, theirs when reading, ours when writing.</param>
internal readonly record struct Step(Position At, Use Use, string Code = "");
