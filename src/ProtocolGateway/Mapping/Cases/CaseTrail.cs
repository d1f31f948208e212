using ProtocolGateway.Documents;
using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Cases;

/// <summary>Which lines of mapping files the translations of cases went by.</summary>
internal sealed class CaseTrail : Trail
{
    private readonly HashSet<Step> steps = [];
    private readonly HashSet<Position> files = [];

    public void Ran(CompiledMapping mapping) => files.Add(mapping.At);

    public bool HasRun(CompiledMapping mapping) => files.Contains(mapping.At);

    internal override void Read(MapRow row, object record, DocumentNode node) => Add(row, Use.Reading);

    internal override void ReadList(MapRow row) => Add(row, Use.Reading);

    /// <summary>A default may stand in for what a row has never read; a constant has nothing else.</summary>
    internal override void Filled(MapRow row, object record)
    {
        if (row is ConstantRow) Add(row, Use.Reading);
    }

    internal override void Wrote(MapRow row, object record) => Add(row, Use.Writing);

    internal override void Read(CodeLine line, string theirs) => steps.Add(new Step(line.At, Use.Reading, theirs));

    internal override void Wrote(CodeLine line, string ours) => steps.Add(new Step(line.At, Use.Writing, ours));

    internal override void Held(HoldRule rule) => steps.Add(new Step(rule.At, Use.Holding));

    public bool Has(Step step) => steps.Contains(step);

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
