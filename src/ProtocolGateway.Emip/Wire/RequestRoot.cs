using System.Collections.Frozen;

namespace ProtocolGateway.Emip.Wire;

/// <summary>An operation's root element, and the one that answers it (emip.md 1.3, 1.4).</summary>
/// <param name="Service">The service's name: <c>HeartBeat</c>.</param>
/// <param name="FromHub">True for <c>FromIOP</c>: the hub asks.</param>
internal sealed record RequestRoot(string Service, string Namespace, string Name, string AnswerName, bool FromHub)
{
    private static readonly FrozenDictionary<(string, string), RequestRoot> Known = Table().ToFrozenDictionary(r => (r.Namespace, r.Name));

    private static readonly FrozenDictionary<(string, bool), RequestRoot> Written =
        Known.Values.Where(r => r.Name == $"{r.AnswerName[..^"Response".Length]}Request").ToFrozenDictionary(r => (r.Service, r.FromHub));

    /// <summary>Found by namespace and local name alone: prefixes and actions say nothing reliable (emip.md 7.1).</summary>
    public static RequestRoot? Find(string xmlNamespace, string name) => Known.GetValueOrDefault((xmlNamespace, name));

    /// <summary>The root by which a service is asked for, as it is documented (emip.md 1.3).</summary>
    public static RequestRoot For(string service, bool fromHub) => Written[(service, fromHub)];

    public string Action => EmipNames.Action(FromHub ? "FromIOP" : "ToIOP", Service);

    /// <summary>Why a root that is not found is not offered.</summary>
    public static string WhyNot(string xmlNamespace, string name)
    {
        if (Undescribed.Any(word => name.Contains(word, StringComparison.Ordinal)))
            return $"{name}: the messages of this service are not public; it is not offered";
        var elsewhere = Known.Values.FirstOrDefault(r => r.Name == name);
        return elsewhere is not null
            ? $"{name} belongs to {(elsewhere.Namespace.Length > 0 ? $"the namespace {elsewhere.Namespace}" : "no namespace")}, not to '{xmlNamespace}'"
            : $"{name} in the namespace '{xmlNamespace}' is no operation that is offered";
    }

    /// <summary>Operations 20 to 24 of emip.md 1.4: known by name only.</summary>
    private static readonly string[] Undescribed = ["AuthenticationData", "EVCIData", "Booking", "Clearing"];

    private static IEnumerable<RequestRoot> Table() =>
    [
        .. ToHub("HeartBeat", EmipNames.Platform, "HeartbeatRequest"),
        .. OfEachDirection("GetServiceAuthorisation"),
        .. OfEachDirection("SetServiceAuthorisation"),
        .. OfEachDirection("SetSessionActionRequest", "SetSessionActionRequest"),
        .. OfEachDirection("SetSessionEventReport", "SetSessionEventReportRequestRequest"),
        .. OfEachDirection("SetChargeDetailRecord"),
        .. ToHub("GetChargeDetailRecord", EmipNames.Authorisation),
        .. ToHub("SetEVSEAvailabilityStatus", EmipNames.EvciDynamic),
        .. ToHub("SetEVSEBusyStatus", EmipNames.EvciDynamic),
        .. ToHub("SetEVSESyntheticStatus", EmipNames.EvciDynamic),
        .. ToHub("SetChargingPoolAvailabilityStatus", EmipNames.EvciDynamic),
        .. ToHub("SetChargingStationAvailabilityStatus", EmipNames.EvciDynamic),
        .. ToHub("SetChargingConnectorAvailabilityStatus", EmipNames.EvciDynamic),
        .. ToHub("SearchEVSE", EmipNames.Search),
    ];

    private static IEnumerable<RequestRoot> OfEachDirection(string service, params string[] others) =>
        Spellings(service, EmipNames.Authorisation, fromHub: false, others).Concat(Spellings(service, EmipNames.Authorisation, fromHub: true, others));

    private static IEnumerable<RequestRoot> ToHub(string service, string xmlNamespace, params string[] others) =>
        Spellings(service, xmlNamespace, fromHub: false, others);

    /// <param name="others">What else the request is called by implementations (emip.md 7.11), its prefix left out. All are answered alike.</param>
    private static IEnumerable<RequestRoot> Spellings(string service, string xmlNamespace, bool fromHub, string[] others)
    {
        var prefix = fromHub ? "eMIP_FromIOP_" : "eMIP_ToIOP_";
        foreach (var name in (string[])[$"{service}Request", .. others])
            yield return new(service, xmlNamespace, prefix + name, $"{prefix}{service}Response", fromHub);
    }
}
