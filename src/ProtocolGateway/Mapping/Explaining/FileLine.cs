using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Explaining;

/// <summary>A line of a mapping file as people name it: <c>emip/charge-detail-record.yaml:33</c>, wherever the folder is.</summary>
internal static class FileLine
{
    public static string Of(Position at)
    {
        var steps = at.File.Split('/', '\\');
        var count = steps.Length > 2 && steps[^3] is "partners" or "profiles" ? 3 : Math.Min(2, steps.Length);
        return $"{string.Join('/', steps[^count..])}:{at.Line}";
    }
}
