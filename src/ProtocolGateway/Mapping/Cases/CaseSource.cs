using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Cases;

/// <summary>A case as written, and the one that it is like.</summary>
/// <param name="own">What it says itself.</param>
internal sealed class CaseSource(Located name, HashSet<string> own)
{
    public CaseSource? Below { get; init; }

    public CaseNode? Ours { get; set; }

    public CaseNode? Theirs { get; set; }

    public CaseNode? OursHas { get; set; }

    public CaseNode? TheirsHas { get; set; }

    public CaseNode? Becomes { get; set; }

    public CaseNode? BecomesHas { get; set; }

    public Located? To { get; set; }

    public Located? Only { get; set; }

    public Located? Held { get; set; }

    public IReadOnlyList<Located> Refused { get; set; } = [];

    public IReadOnlyList<ExpectedReport>? Reports { get; set; }

    public IReadOnlyList<ExpectedReport>? ReportsInReading { get; set; }

    public IReadOnlyList<ExpectedReport>? ReportsInWriting { get; set; }

    public IReadOnlyList<CaseTable> Tables { get; set; } = [];

    public CaseSurroundings Surroundings { get; set; } = new();

    private CaseNode? AllOurs => Laid(Below?.AllOurs, Ours, CasePath.Ours);

    private CaseNode? AllTheirs => Laid(Below?.AllTheirs, Theirs, CasePath.Theirs);

    /// <summary>The case; null with a fault where it can't be told what is expected.</summary>
    public MappingCase? Finish(List<MappingFault> faults)
    {
        var (reads, writes) = Directions();
        var (ours, theirs) = (AllOurs, AllTheirs);
        if (To is not null) (reads, writes) = (true, false);
        if (!reads && !writes && Tables.Count == 0) return Fault(faults, "nothing says what must become of it", "give both 'ours:' and 'theirs:', or one of them and 'theirs has:', 'ours has:', 'held:' or 'refused:'");
        if (reads && theirs is null) return Fault(faults, "there is no document to read", "give it under 'theirs:'");
        if (writes && ours is null) return Fault(faults, "there is no record to write", "give it under 'ours:'");
        if (reads && To is null && OursHas is null && ours is null && Held is null && Refused.Count == 0) return Fault(faults, "nothing says what is read", "give 'ours:', 'ours has:', 'held:' or 'refused:'");
        if (writes && TheirsHas is null && theirs is null && Held is null) return Fault(faults, "nothing says what is written", "give 'theirs:', 'theirs has:' or 'held:'");
        if (To is not null && Becomes is null && BecomesHas is null && Held is null) return Fault(faults, $"nothing says what it becomes in {To}", "give 'becomes:', 'becomes has:' or 'held:'");
        if (Reports is not null && reads && writes) return Fault(faults, "the case goes both ways, and 'reports:' does not say which it is about", "write 'reports in reading:' or 'reports in writing:'");
        foreach (var table in Tables)
        {
            if (theirs is null && table.Lines.Any(l => l.Reads)) return Fault(faults, $"the table of '{table.Ours}' has no document to read", "give one under 'theirs:', or write its lines with '->'");
            if (ours is null && table.Lines.Any(l => l.Writes)) return Fault(faults, $"the table of '{table.Ours}' has no record to write", "give one under 'ours:', or write its lines with '<-'");
        }
        return new MappingCase
        {
            Name = name,
            Ours = ours,
            Theirs = theirs,
            OursHas = OursHas,
            TheirsHas = TheirsHas,
            To = To,
            Becomes = Becomes,
            BecomesHas = BecomesHas,
            Only = Only,
            Held = Held,
            Refused = Refused,
            ReportedInReading = ReportsInReading ?? (reads ? Reports : null),
            ReportedInWriting = ReportsInWriting ?? (writes ? Reports : null),
            Tables = Tables,
            Surroundings = Surroundings,
            Reads = reads,
            Writes = writes,
        };
    }

    /// <summary>
    /// A case goes the ways of which it says itself what must come of them; with both sides whole it goes both, and what is
    /// held or refused is the side that it gives.
    /// </summary>
    private (bool Reads, bool Writes) Directions()
    {
        if (Only is { } only) return (only.Text == "reading", only.Text == "writing");
        if (OursHas is not null || TheirsHas is not null) return (OursHas is not null, TheirsHas is not null);
        if (Refused.Count > 0) return (true, false);
        var (ours, theirs) = (own.Contains("ours"), own.Contains("theirs"));
        if (Held is not null) return (theirs && !ours, ours);
        return ours && theirs ? (true, true) : (false, false);
    }

    private MappingCase? Fault(List<MappingFault> faults, string what, string fix)
    {
        faults.Add(new MappingFault(name.At, $"'{name}': {what}", fix));
        return null;
    }

    private static CaseNode? Laid(CaseNode? below, CaseNode? own, char separator)
    {
        if (own is null) return below;
        if (below is null) return CasePath.Spread(own, separator);
        var laid = below.Copy();
        CasePath.Lay(laid, own, separator);
        return laid;
    }
}
