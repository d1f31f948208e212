using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Cases;

/// <summary>Something in which a translation is not as a case says.</summary>
/// <param name="At">The line of the case that says otherwise.</param>
/// <param name="Subject">A path, or one of <c>held</c>, <c>refused</c>, <c>reported</c>.</param>
public sealed record CaseDifference(Position At, string Subject, string Expected, string Found);

/// <summary>Finds where a tree is not as it should be.</summary>
/// <param name="separator">What stands between the steps of a path.</param>
internal sealed class CaseComparison(char separator)
{
    public List<CaseDifference> Differences { get; } = [];

    /// <summary>Compares everything, or only what the expected names.</summary>
    public void Compare(CaseNode expected, CaseNode? found, string path, bool whole)
    {
        if (expected.IsEmpty)
        {
            if (found is { IsEmpty: false } && (whole || expected.Kind == CaseKind.Nothing)) Differs(expected.At, path, "nothing", found.ToString());
            return;
        }
        switch (expected.Kind)
        {
            case CaseKind.Object when found is { Kind: CaseKind.Object }: CompareObjects(expected, found, path, whole); break;
            case CaseKind.List when found is { Kind: CaseKind.List or CaseKind.Object }: CompareLists(expected, found, path, whole); break;
            // An element that could be repeated, and is there once.
            case CaseKind.Object when found is { Kind: CaseKind.List } && found.Items.ToList() is [var only]: Compare(expected, only, path, whole); break;
            default:
                if (found is null || !Same(expected, found)) Differs(expected.At, path, expected.ToString(), found?.ToString() ?? "nothing");
                break;
        }
    }

    private void CompareObjects(CaseNode expected, CaseNode found, string path, bool whole)
    {
        foreach (var (name, value) in expected.Members) Compare(value, found.Member(name), Below(path, name), whole);
        if (!whole) return;
        foreach (var (name, value) in found.Members)
            if (!value.IsEmpty && expected.Member(name) is null) Differs(expected.At, Below(path, name), "nothing", value.ToString());
    }

    private void CompareLists(CaseNode expected, CaseNode found, string path, bool whole)
    {
        var (ours, theirs) = (expected.Items.ToList(), found.Kind == CaseKind.List ? found.Items.ToList() : [found]);
        for (var i = 0; i < Math.Max(ours.Count, theirs.Count); i++)
        {
            if (i >= ours.Count) Differs(expected.At, $"{path}[{i}]", "nothing", theirs[i].ToString());
            else Compare(ours[i], i < theirs.Count ? theirs[i] : null, $"{path}[{i}]", whole);
        }
    }

    private static bool Same(CaseNode one, CaseNode other) => one.Kind == other.Kind && (one.Text == other.Text
        || (one.Kind == CaseKind.Number && Numbers.Parse(one.Text) is { } number && number == Numbers.Parse(other.Text)));

    private string Below(string path, string name) => path.Length == 0 ? name : $"{path}{separator}{name}";

    private void Differs(Position at, string path, string expected, string found) => Differences.Add(new CaseDifference(at, path, expected, found));
}
