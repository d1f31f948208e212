namespace ProtocolGateway.Mapping.Preview;

/// <summary>Counts differences, however many messages there are: its size is bounded.</summary>
internal sealed class ImpactTally
{
    // Unknown members of documents that are passed on have any names.
    private const int MostGroups = 500, MostFailed = 20, LongestExample = 300;

    private readonly Dictionary<(DifferenceIn In, string Message, string Mapping, string Field, string Change), Group> groups = [];
    private readonly List<Guid> failed = [];
    private int messages, same, heldBoth, writingOnly, deleted, partnerGone, unlisted, failures;

    /// <param name="partner">Whom it is for, else who said it.</param>
    /// <param name="example">The delivery's id, or the refused exchange's.</param>
    /// <param name="told">By the files before; null for a refused document.</param>
    public void Add(string message, string partner, Guid example, Retold? told, IReadOnlyList<Difference> differences)
    {
        messages++;
        if (told?.From == RetoldFrom.Record) writingOnly++;
        if (told?.From == RetoldFrom.RecordOfDeleted) deleted++;
        if (differences.Count == 0)
        {
            same++;
            if (told is null or { Hold: not null } or { Faults.Count: > 0 }) heldBoth++;
        }
        // A list whose elements all differ in one field is one message that differs there.
        foreach (var difference in differences.DistinctBy(Key)) Add(message, partner, example, difference);

        (DifferenceIn, string, string, string, string) Key(Difference difference) => KeyOf(message, difference);
    }

    /// <summary>Whom it was for, nobody knows any more.</summary>
    public void Miss() => partnerGone++;

    /// <summary>A bug of ours kept it from being looked at.</summary>
    public void Fail(Guid delivery)
    {
        messages++;
        failures++;
        if (failed.Count < MostFailed) failed.Add(delivery);
    }

    public MappingImpact Sum(MappingImpact head) => head with
    {
        Messages = messages,
        Same = same,
        HeldBoth = heldBoth,
        WritingOnly = writingOnly,
        Deleted = deleted,
        PartnerGone = partnerGone,
        Outcomes = List(DifferenceIn.Outcome),
        Fields = List(DifferenceIn.Field),
        Reports = List(DifferenceIn.Report),
        Unlisted = unlisted,
        Failures = failures,
        Failed = failed,
    };

    private void Add(string message, string partner, Guid example, Difference difference)
    {
        var key = KeyOf(message, difference);
        if (!groups.TryGetValue(key, out var group))
        {
            if (groups.Count >= MostGroups)
            {
                unlisted++;
                return;
            }
            groups.Add(key, group = new(Short(difference.Before), Short(difference.After), example));
        }
        group.Messages++;
        group.Partners.Add(partner);
    }

    /// <summary>Outcomes are told apart by what they come from and to; a report that comes from one that goes. Fields by their place alone.</summary>
    private static (DifferenceIn In, string Message, string Mapping, string Field, string Change) KeyOf(string message, Difference difference) =>
        (difference.In, message, difference.Mapping, difference.Field, difference.In switch
        {
            DifferenceIn.Outcome or DifferenceIn.Report => $"{Code(difference.Before)} {Code(difference.After)}",
            _ => "",
        });

    /// <summary><c>held, NoPrice</c> of <c>held, NoPrice: ...</c>; <c>Untold</c> of <c>Untold: ...</c></summary>
    private static string Code(string text) => text.StartsWith("refused", StringComparison.Ordinal) ? "refused" : text.Split(':', 2)[0];

    private List<ImpactGroup> List(DifferenceIn kind) =>
    [
        .. groups.Where(g => g.Key.In == kind).OrderByDescending(g => g.Value.Messages)
            .ThenBy(g => g.Key.Message, StringComparer.Ordinal).ThenBy(g => g.Key.Mapping, StringComparer.Ordinal).ThenBy(g => g.Key.Field, StringComparer.Ordinal)
            .Select(g => new ImpactGroup(
                g.Key.Message, g.Key.Mapping, g.Key.Field, g.Value.Messages, g.Value.Before, g.Value.After, [.. g.Value.Partners], g.Value.Example)),
    ];

    private static string Short(string text) => text.Length <= LongestExample ? text : $"{text.AsSpan(0, LongestExample)}...";

    private sealed class Group(string before, string after, Guid example)
    {
        public int Messages { get; set; }

        public string Before => before;

        public string After => after;

        public Guid Example => example;

        public SortedSet<string> Partners { get; } = new(StringComparer.Ordinal);
    }
}
