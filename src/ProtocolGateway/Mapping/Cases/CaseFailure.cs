using System.Text;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Cases;

/// <summary>A case that did not come out as it says.</summary>
/// <param name="Way"><c>reading</c>, <c>writing</c>, <c>towards ocpi-2.2.1</c>, or those with the value of a table.</param>
public sealed record CaseFailure(Position At, string Case, string Way, IReadOnlyList<CaseDifference> Differences)
{
    /// <summary>A fault for each difference, as other faults of mapping files are told.</summary>
    public IEnumerable<MappingFault> Faults => Differences.Select(d =>
        new MappingFault(d.At, $"'{Case}', {Way}: {d.Subject} should be {d.Expected} and is {d.Found}", "mend the mapping, or the case where it asks for what is no longer right"));

    /// <summary>What a person reads: the case, and what differs, expected above found.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{At}: '{Case}', {Way}");
        foreach (var difference in Differences)
            text.Append('\n').Append($"  line {difference.At.Line}: {difference.Subject}\n    - {difference.Expected}\n    + {difference.Found}");
        return text.ToString();
    }
}
