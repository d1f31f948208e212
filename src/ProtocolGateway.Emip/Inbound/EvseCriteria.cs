using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>What a search asks for beside the place; faults name the place in the request.</summary>
internal static class EvseCriteria
{
    private const string Place = "andCombinedCriteria";

    private static readonly string[] Operators = ["=", "!=", "<", "<=", ">", ">="];

    /// <summary>Places that are none.</summary>
    public static IEnumerable<Fault> FindFaults(FindEvses question)
    {
        if (question.Latitude is < -90 or > 90) yield return new("latitude", $"'{question.Latitude}' is none; expected -90 to 90");
        if (question.Longitude is < -180 or > 180) yield return new("longitude", $"'{question.Longitude}' is none; expected -180 to 180");
    }

    /// <summary>All criteria as one question to an EVSE.</summary>
    public static Func<FoundEvse, bool> Compile(IReadOnlyList<EvseCriterion> criteria, List<Fault> faults)
    {
        var conditions = new List<Func<FoundEvse, bool>>();
        foreach (var criterion in criteria)
        {
            var id = criterion.Attribute?.Trim() ?? "";
            if (EvseAttributes.Find(id) is not { } attribute)
            {
                faults.Add(new($"{Place}/attributeId", EvseAttributes.WhyNot(id)));
                continue;
            }
            foreach (var condition in criterion.Conditions ?? [])
                if (Compile(id, attribute, condition, faults) is { } compiled) conditions.Add(compiled);
        }
        return evse => conditions.TrueForAll(c => c(evse));
    }

    private static Func<FoundEvse, bool>? Compile(string id, EvseAttribute attribute, EvseCondition condition, List<Fault> faults)
    {
        var sign = condition.Operator?.Trim() ?? "";
        if (!Operators.Contains(sign))
        {
            faults.Add(new($"{Place}/attributeCondition/conditionOperator", $"'{sign}' was found; expected one of {string.Join(", ", Operators)}"));
            return null;
        }
        var compiled = attribute.Compile(sign, condition.Value ?? "", out var fault);
        if (fault is not null) faults.Add(new($"{Place}/attributeCondition", $"attribute {id}: {fault}"));
        return compiled;
    }
}
