using System.Collections.Frozen;

namespace ProtocolGateway.Emip.Wire;

/// <summary>An operation's root element, and the one that answers it (emip.md 1.3, 1.4).</summary>
/// <param name="Service">The service's name: <c>HeartBeat</c>.</param>
/// <param name="FromHub">True for <c>FromIOP</c>: the hub asks.</param>
internal sealed record RequestRoot(string Service, string Namespace, string Name, string AnswerName, bool FromHub)
{
    private static readonly FrozenDictionary<(string, string), RequestRoot> Known = Table().ToFrozenDictionary(r => (r.Namespace, r.Name));

    /// <summary>Found by namespace and local name alone: prefixes and actions say nothing reliable (emip.md 7.1).</summary>
    public static RequestRoot? Find(string xmlNamespace, string name) => Known.GetValueOrDefault((xmlNamespace, name));

    public string Action => EmipNames.Action(FromHub ? "FromIOP" : "ToIOP", Service);

    /// <summary>Why a root that is not found is not offered.</summary>
    public static string WhyNot(string xmlNamespace, string name)
    {
        if (Undescribed.Any(word => name.Contains(word, StringComparison.Ordinal)))
            return $"{name}: the messages of this service are not public; it is not offered";
        var elsewhere = Known.Values.FirstOrDefault(r => r.Name == name);
        return elsewhere is not null
            ? $"{name} belongs to the namespace {elsewhere.Namespace}, not to '{xmlNamespace}'"
            : $"{name} in the namespace '{xmlNamespace}' is no operation that is offered";
    }

    /// <summary>Operations 20 to 24 of emip.md 1.4: known by name only.</summary>
    private static readonly string[] Undescribed = ["AuthenticationData", "EVCIData", "Booking", "Clearing"];

    private static IEnumerable<RequestRoot> Table()
    {
        yield return new("HeartBeat", EmipNames.Platform, "eMIP_ToIOP_HeartBeatRequest", "eMIP_ToIOP_HeartBeatResponse", false);
        yield return new("HeartBeat", EmipNames.Platform, "eMIP_ToIOP_HeartbeatRequest", "eMIP_ToIOP_HeartBeatResponse", false);
        foreach (var direction in (string[])["ToIOP", "FromIOP"])
            yield return new("SetChargeDetailRecord", EmipNames.Authorisation, $"eMIP_{direction}_SetChargeDetailRecordRequest", $"eMIP_{direction}_SetChargeDetailRecordResponse", direction == "FromIOP");
        yield return new("GetChargeDetailRecord", EmipNames.Authorisation, "eMIP_ToIOP_GetChargeDetailRecordRequest", "eMIP_ToIOP_GetChargeDetailRecordResponse", false);
    }
}
