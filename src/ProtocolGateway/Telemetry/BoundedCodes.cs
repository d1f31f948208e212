using System.Collections.Concurrent;

namespace ProtocolGateway.Telemetry;

/// <summary>Codes that partners choose: the first few of each partner are told apart, so that none of them fills the memory with time series.</summary>
internal sealed class BoundedCodes
{
    private const int MostOfOne = 30;

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, string>> known = new();

    /// <summary>The code itself, or <c>other</c>.</summary>
    public string Bound(string partner, string code)
    {
        var codes = known.GetOrAdd(partner, _ => new());
        if (codes.ContainsKey(code)) return code;
        return codes.Count < MostOfOne ? codes.GetOrAdd(code, code) : "other";
    }
}
