using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Cases;

/// <summary>The cases of one file, and what they are about.</summary>
/// <param name="Owner">Whose overlay they try: a partner's id, or <c>profiles/NAME</c>; null for the dialect's own file.</param>
internal sealed record CaseFile(Position At, string Dialect, string Mapping, string? Owner, IReadOnlyList<MappingCase> Cases);

/// <summary>One case: what is given, and what must become of it. What it is like has been laid below it.</summary>
internal sealed class MappingCase
{
    public required Located Name { get; init; }

    /// <summary>A record of ours, every path that it had for a name made a tree.</summary>
    public CaseNode? Ours { get; init; }

    /// <summary>A document of theirs.</summary>
    public CaseNode? Theirs { get; init; }

    /// <summary>The fields of ours that matter, by path; nothing where one must be missing.</summary>
    public CaseNode? OursHas { get; init; }

    public CaseNode? TheirsHas { get; init; }

    /// <summary>The dialect that theirs is told in, and the mapping there: <c>ocpi-2.2.1/session</c>.</summary>
    public Located? To { get; init; }

    public CaseNode? Becomes { get; init; }

    public CaseNode? BecomesHas { get; init; }

    public Located? Only { get; init; }

    /// <summary>A reason code, perhaps with words of the reason behind it.</summary>
    public Located? Held { get; init; }

    /// <summary>Where the document is at fault, perhaps with words behind it.</summary>
    public IReadOnlyList<Located> Refused { get; init; } = [];

    /// <summary>What must be in the loss report; null where nobody says.</summary>
    public IReadOnlyList<ExpectedReport>? ReportedInReading { get; init; }

    public IReadOnlyList<ExpectedReport>? ReportedInWriting { get; init; }

    /// <summary>One value of the case in all its variants.</summary>
    public IReadOnlyList<CaseTable> Tables { get; init; } = [];

    public CaseSurroundings Surroundings { get; init; } = new();

    /// <summary>True when it says both sides or what one must be: a case may consist of tables only.</summary>
    public bool Reads { get; init; }

    public bool Writes { get; init; }
}

/// <summary>A line that the loss report must have: kind and place, perhaps words of its text.</summary>
internal sealed record ExpectedReport(Position At, string Kind, string Place, string Words)
{
    public bool Fits(Loss loss) => $"{loss.Kind}" == Kind && loss.Place == Place && loss.Text.Contains(Words, StringComparison.Ordinal);

    public override string ToString() => Words.Length == 0 ? $"{Kind}: {Place}" : $"{Kind}: {Place}: {Words}";
}

/// <summary>One value in all its variants: <c>cdr_token.type: userIdType</c>, and lines as in a table of codes.</summary>
internal sealed record CaseTable(Located Ours, Located Theirs, IReadOnlyList<Conversions.CodeLine> Lines);

/// <summary>What a case depends on beside its documents. Trees are null where nothing is said.</summary>
internal sealed record CaseSurroundings
{
    /// <summary>What is "now"; a fixed day by default.</summary>
    public Located? At { get; init; }

    /// <summary>Settings of the partner that change how its documents are read and written.</summary>
    public CaseNode? Settings { get; init; }

    public CaseNode? Agreement { get; init; }

    public CaseNode? Locations { get; init; }

    public CaseNode? Tokens { get; init; }

    public CaseNode? Tariffs { get; init; }
}
