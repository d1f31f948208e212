using ProtocolGateway.Documents;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Wire;

/// <summary>What every request must say and mappings don't ask for: the kind of an id, once each part of a reading, ids of bearable length.</summary>
internal static class Particulars
{
    private const int LongestId = 128;
    private const int LongestType = 32;
    private static readonly string[] Typed = ["EVSEId", "ChargingPoolId", "ChargingStationId", "ChargingConnectorId"];
    private static readonly string[] OfReading = ["meterTypeId", "meterValue", "meterUnit"];

    public static void Check(DocumentNode parent, List<Fault> faults)
    {
        for (var child = parent.FirstChild; child.Exists; child = child.Next)
        {
            if (child.Kind == NodeKind.Object) Check(child, faults);
            else if (!child.IsEmpty) CheckValue(parent, child, faults);
        }
    }

    private static void CheckValue(DocumentNode parent, DocumentNode child, List<Fault> faults)
    {
        if (Typed.Contains(child.Name) && parent.Text($"{child.Name}Type") is null) faults.Add(new Fault($"{child.Path}Type", "the element is missing"));
        if (parent.Name == "meterReport" && OfReading.Contains(child.Name) && parent.Text(child.Name) is { } first && !child.Value.SequenceEqual(first))
            faults.Add(new Fault(child.Path, "given twice, with different values"));
        var longest = child.Name.EndsWith("IdType", StringComparison.Ordinal) ? LongestType
            : child.Name.EndsWith("Id", StringComparison.Ordinal) || child.Name.EndsWith("IdAlias", StringComparison.Ordinal) ? LongestId
            : int.MaxValue;
        if (child.Value.Length > longest) faults.Add(new Fault(child.Path, $"longer than {longest} characters"));
    }
}
