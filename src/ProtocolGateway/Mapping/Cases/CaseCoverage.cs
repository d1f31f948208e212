using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Cases;

/// <summary>What of a folder of mappings no case goes by, in each direction that it has.</summary>
internal static class CaseCoverage
{
    public static IEnumerable<MappingFault> Missing(MappingBook book, CaseTrail trail) =>
        book.All.SelectMany(m => Needed(m, trail)).Distinct()
            .OrderBy(f => f.At.File, StringComparer.Ordinal).ThenBy(f => f.At.Line).ThenBy(f => f.At.Column).ThenBy(f => f.What, StringComparer.Ordinal);

    private static IEnumerable<MappingFault> Needed(CompiledMapping mapping, CaseTrail trail)
    {
        if (mapping.Frame.Rows.Count == 0 && !trail.HasRun(mapping)) yield return new MappingFault(mapping.At, "no case tries this file", Advice);
        foreach (var fault in Needed(mapping.Frame, trail)) yield return fault;
    }

    private const string Advice = "add one in the folder 'cases' beside it";

    private static IEnumerable<MappingFault> Needed(Frame frame, CaseTrail trail)
    {
        foreach (var hold in frame.Holds)
            if (!trail.Has(new Step(hold.At, Use.Holding))) yield return new MappingFault(hold.At, $"no case is held by '{hold.Code}'", Advice);
        foreach (var row in frame.Rows)
        {
            foreach (var line in row.Within.Prepend(row.Source.Left))
            {
                if (Reads(row) && !trail.Has(new Step(line.At, Use.Reading))) yield return new MappingFault(line.At, $"no case reads '{line}'", Advice);
                if (Writes(row) && !trail.Has(new Step(line.At, Use.Writing))) yield return new MappingFault(line.At, $"no case writes '{line}'", Advice);
            }
            foreach (var fault in Needed(row, trail)) yield return fault;
            if (row is not ListRow { Items: { } items }) continue;
            foreach (var fault in Needed(items, trail)) yield return fault;
        }
    }

    private static IEnumerable<MappingFault> Needed(MapRow row, CaseTrail trail)
    {
        foreach (var line in row.Codes?.Lines ?? [])
        {
            if (Reads(row) && line.Reads)
                foreach (var code in line.Theirs.Where(c => !trail.Has(new Step(line.At, Use.Reading, c))))
                    yield return new MappingFault(line.At, $"no case reads the code '{code}'", Advice);
            if (!Writes(row) || !line.Writes) continue;
            foreach (var code in line.Ours.Where(c => !trail.Has(new Step(line.At, Use.Writing, c))))
                yield return new MappingFault(line.At, $"no case writes the code '{code}'", Advice);
        }
    }

    private static bool Reads(MapRow row) => row.Reads;

    /// <summary>What is always so, or assumed, is never written.</summary>
    private static bool Writes(MapRow row) => row.Writes && row is not ConstantRow;
}
