using System.Text.RegularExpressions;

namespace ProtocolGateway.Statuses;

/// <summary>When a location's id is a charging pool's (emip.md 2.1): no other id may be told as one.</summary>
internal static partial class PoolIds
{
    public static bool IsPool(string? id) => id is not null && Form().IsMatch(id);

    [GeneratedRegex(@"\A[A-Z]{2}\*?[A-Z0-9]{3}\*?P[A-Z0-9][A-Z0-9*]{0,50}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
