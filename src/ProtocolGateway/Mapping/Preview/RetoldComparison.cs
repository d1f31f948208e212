using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping.Cases;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Preview;

/// <summary>Finds what one message comes to by two versions of the mapping files.</summary>
internal static partial class RetoldComparison
{
    private const string Told = "told", Nothing = "nothing";

    /// <summary>Empty where nobody would notice.</summary>
    /// <param name="operation">By which it was heard.</param>
    public static IReadOnlyList<Difference> Compare(Retold before, Retold after, string operation)
    {
        var place = IsInReading(before, after) ? operation : MappingOf(before, after) ?? operation;
        if (Outcome(before.Hold, before.Faults, after.Hold, after.Faults, place) is { } outcome) return [outcome];
        var differences = new List<Difference>();
        if (before.From != RetoldFrom.Document && before.Reading is { } read && after.Reading is { } readAnew) differences.AddRange(CompareReadings(read, readAnew, operation));
        if (before.Hold is not null || before.Faults.Count > 0) return differences;
        foreach (var (one, other) in before.Drafts.Zip(after.Drafts)) Compare(one, other, differences);
        // What one of them says in more requests than the other.
        foreach (var only in before.Drafts.Skip(after.Drafts.Count)) differences.Add(Whole(only, only.Text!, Nothing));
        foreach (var only in after.Drafts.Skip(before.Drafts.Count)) differences.Add(Whole(only, Nothing, only.Text!));
        differences.AddRange(CompareReports(before.Losses, after.Losses, MappingOf(before, after) ?? operation));
        return differences;
    }

    /// <summary>The same of a document that was refused, and so is owed to nobody.</summary>
    public static IReadOnlyList<Difference> Compare(Reading before, Reading after, string operation) =>
        Outcome(before.Hold, before.Faults, after.Hold, after.Faults, operation) is { } outcome ? [outcome] : [];

    private static Difference? Outcome(Hold? hold, IReadOnlyList<Fault> faults, Hold? otherHold, IReadOnlyList<Fault> otherFaults, string mapping)
    {
        var (was, becomes) = (State(hold, faults), State(otherHold, otherFaults));
        if (was == becomes && hold?.Code == otherHold?.Code) return null;
        var field = (was, becomes) switch
        {
            (_, Outcomes.Refused) => "refused",
            (Outcomes.Refused, _) => "taken",
            (Outcomes.Held, Outcomes.Held) => "held otherwise",
            (_, Outcomes.Held) => "held",
            _ => "released",
        };
        return new(DifferenceIn.Outcome, mapping, field, Text(hold, faults), Text(otherHold, otherFaults));
    }

    private static Outcomes State(Hold? hold, IReadOnlyList<Fault> faults) => faults.Count > 0 ? Outcomes.Refused : hold is null ? Outcomes.Told : Outcomes.Held;

    private static string Text(Hold? hold, IReadOnlyList<Fault> faults) =>
        faults.Count > 0 ? $"refused, {string.Join("; ", faults)}" : hold is null ? Told : $"held, {hold.Code}: {hold.Text}";

    private static void Compare(Draft before, Draft after, List<Difference> differences)
    {
        if (before.Text == after.Text || before.Text is null || after.Text is null) return;
        if (before.Mapping.Name != after.Mapping.Name)
        {
            differences.Add(Whole(after, before.Text, after.Text));
            return;
        }
        var comparison = new CaseComparison(after.Text[0] == '<' ? '/' : '.');
        comparison.Compare(Tree(before.Text), Tree(after.Text), "", whole: true);
        differences.AddRange(comparison.Differences.Select(d => new Difference(DifferenceIn.Field, Name(after), Field(d.Subject), d.Expected, d.Found)));
    }

    private static IEnumerable<Difference> CompareReadings(Reading before, Reading after, string operation)
    {
        if (before.Message is not { } one || after.Message is not { } other) return [];
        var comparison = new CaseComparison('.');
        comparison.Compare(Tree(JsonSerializer.Serialize(one, one.GetType(), CanonicalJson.Options)), Tree(JsonSerializer.Serialize(other, other.GetType(), CanonicalJson.Options)), "", whole: true);
        return comparison.Differences.Select(d => new Difference(DifferenceIn.Field, operation, Field(d.Subject), d.Expected, d.Found));
    }

    private static IEnumerable<Difference> CompareReports(IEnumerable<Loss> before, IEnumerable<Loss> after, string mapping)
    {
        var (was, becomes) = (before.ToHashSet(), after.ToHashSet());
        return was.Except(becomes).Select(l => Report(l, l.ToString(), Nothing)).Concat(becomes.Except(was).Select(l => Report(l, Nothing, l.ToString())));

        Difference Report(Loss loss, string one, string other) => new(DifferenceIn.Report, mapping, Field(loss.Place), one, other);
    }

    private static Difference Whole(Draft draft, string before, string after) => new(DifferenceIn.Field, Name(draft), "the whole document", before, after);

    private static bool IsInReading(Retold before, Retold after) =>
        before.Faults.Count > 0 || after.Faults.Count > 0 || before.Reading?.Hold?.Code != after.Reading?.Hold?.Code;

    private static string? MappingOf(Retold before, Retold after) =>
        (after.Drafts.Count > 0 ? after.Drafts : before.Drafts) is [var draft, ..] ? Name(draft) : null;

    private static string Name(Draft draft) => $"{draft.Mapping.Dialect}/{draft.Mapping.Name}";

    /// <summary>Elements of one list are one field.</summary>
    private static string Field(string path) => Numbers().Replace(path, "[]");

    private static CaseNode Tree(string text)
    {
        if (text[0] != '<') return TheirSide.Tree(Document.FromJson(System.Text.Encoding.UTF8.GetBytes(text), out _)!, default);
        using var xml = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        xml.MoveToContent();
        return TheirSide.Tree(Document.FromXml(xml), default);
    }

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Numbers();

    private enum Outcomes { Told, Held, Refused }
}
