using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Cases;

/// <summary>What one translation came to beside what a case says of it.</summary>
/// <param name="at">The case, for what has no line of its own.</param>
/// <param name="separator">What stands between the steps of the target's paths.</param>
internal sealed class CaseOutcome(Position at, char separator)
{
    private readonly List<CaseDifference> differences = [];

    public IReadOnlyList<CaseDifference> Differences => differences;

    /// <summary>The faults of the document: all of them expected, and all expected ones found.</summary>
    public void Refused(IReadOnlyList<Fault> faults, IReadOnlyList<Located> expected)
    {
        var found = faults.Select(f => f.ToString()).ToList();
        foreach (var text in expected.Where(e => !found.Exists(f => f.StartsWith(e.Text, StringComparison.Ordinal))))
            differences.Add(new CaseDifference(text.At, "refused", text.Text, found.Count == 0 ? "nothing" : string.Join("; ", found)));
        foreach (var fault in found.Where(f => !expected.Any(e => f.StartsWith(e.Text, StringComparison.Ordinal))))
            differences.Add(new CaseDifference(at, "refused", "nothing", fault));
    }

    /// <summary>True when the translation was not held, as it should not be: only then is there more to compare.</summary>
    /// <param name="expected">A reason code, perhaps with words of the reason: <c>NoPrice - unpriced</c>.</param>
    public bool Held(Hold? hold, Located? expected)
    {
        if (hold is null && expected is null) return true;
        var parts = expected?.Text.Split(" - ", 2, StringSplitOptions.TrimEntries) ?? [];
        var fits = hold is not null && parts.Length > 0 && hold.Code == parts[0] && (parts.Length == 1 || hold.Text.Contains(parts[1], StringComparison.Ordinal));
        if (!fits) differences.Add(new CaseDifference(expected?.At ?? at, "held", expected?.Text ?? "nothing", hold is null ? "nothing" : $"{hold.Code} - {hold.Text}"));
        return false;
    }

    /// <summary>Everything, both ways.</summary>
    /// <param name="written">The expected as it stands in the case, for the lines.</param>
    public void Compare(CaseNode expected, CaseNode found, CaseNode written)
    {
        var comparison = new CaseComparison(separator);
        comparison.Compare(expected, found, "", whole: true);
        differences.AddRange(comparison.Differences.Select(d => d with { At = PlaceOf(d.Subject, written) }));
    }

    /// <summary>One field, and of an object what is named of it.</summary>
    public void Field(string path, CaseNode expected, CaseNode? found)
    {
        var comparison = new CaseComparison(separator);
        comparison.Compare(expected, found, path, whole: false);
        differences.AddRange(comparison.Differences);
    }

    /// <param name="whole">Nothing else may be reported.</param>
    public void Reports(IReadOnlyList<Loss> losses, IReadOnlyList<ExpectedReport>? expected, bool whole)
    {
        foreach (var report in (expected ?? []).Where(e => !losses.Any(e.Fits)))
            differences.Add(new CaseDifference(report.At, "reported", report.ToString(), losses.Count == 0 ? "nothing" : string.Join("; ", losses)));
        if (!whole && expected is null) return;
        foreach (var loss in losses.Where(l => expected?.Any(e => e.Fits(l)) != true))
            differences.Add(new CaseDifference(at, "reported", "nothing", loss.ToString()));
    }

    /// <summary>The line of the deepest step of a path that the case has.</summary>
    private Position PlaceOf(string path, CaseNode written)
    {
        for (var rest = path; rest.Length > 0; rest = rest[..Math.Max(rest.LastIndexOf(separator), 0)])
            if (CasePath.Find(written, rest, separator) is { } node) return node.At;
        return written.At;
    }
}
