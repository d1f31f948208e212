using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Cases;

/// <summary>The cases that are kept beside mapping files, in folders called <c>cases</c>.</summary>
public static class MappingCases
{
    public const string Folder = "cases";

    /// <summary>Runs every case of a folder of mappings, each through the mapping that it is kept beside.</summary>
    /// <param name="book">Compiled from that folder.</param>
    public static async Task<CaseResults> RunAsync(string mappings, MappingBook book, CancellationToken cancellation)
    {
        var folder = new CaseFolder(mappings, book);
        var faults = new List<MappingFault>();
        var failures = new List<CaseFailure>();
        var trail = new CaseTrail();
        var count = 0;
        foreach (var (mapping, cases) in folder.Read(faults))
            foreach (var subject in cases)
            {
                count++;
                trail.Ran(mapping);
                var run = await new CaseRun(subject, mapping, book, trail).RunAsync(cancellation).ConfigureAwait(false);
                failures.AddRange(run.Failures);
                faults.AddRange(run.Faults);
            }
        return new CaseResults(count, failures, faults, [.. CaseCoverage.Missing(book, trail)]);
    }

    /// <summary>True for a file of cases, and for the documents beside it.</summary>
    public static bool IsCase(string path) => Path.GetFileName(Path.GetDirectoryName(path)) == Folder;
}

/// <summary>What became of the cases of a folder.</summary>
/// <param name="Faults">Of the files of cases themselves.</param>
/// <param name="Missing">What no case goes by: rows, codes and holds, each with its line.</param>
public sealed record CaseResults(int Cases, IReadOnlyList<CaseFailure> Failures, IReadOnlyList<MappingFault> Faults, IReadOnlyList<MappingFault> Missing)
{
    /// <summary>Everything for which the mappings may not be taken.</summary>
    public IReadOnlyList<MappingFault> AllFaults => [.. Faults, .. Failures.SelectMany(f => f.Faults)];
}
