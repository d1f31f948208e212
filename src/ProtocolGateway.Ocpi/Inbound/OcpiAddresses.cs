using ProtocolGateway.Ocpi.Wire;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>All addresses that there are: the two version pages, and the interfaces of the modules.</summary>
internal sealed class OcpiAddresses(IReadOnlyList<ModuleInterface> interfaces)
{
    private readonly Route versions = new("GET", "", "GET versions", call => Task.FromResult(VersionPages.Versions(call)));
    private readonly Route details = new("GET", "", "GET version", call => Task.FromResult(VersionPages.Details(call, interfaces)));

    /// <summary>What a request means; null for an address that is none.</summary>
    /// <param name="segments">Below <c>/ocpi</c>.</param>
    public OcpiTarget? Find(string method, string[]? segments)
    {
        if (segments is null or []) return null;
        if (segments is ["versions"]) return Only(method, versions, null);
        if (OcpiVersion.Find(segments[0]) is not { } version) return null;
        if (segments.Length == 1) return Only(method, details, version);

        var allowed = new List<string>();
        foreach (var module in interfaces)
        {
            if (!module.In(version) || module.Below(segments.AsSpan(1)) is not { } below) continue;
            foreach (var route in module.Routes)
            {
                if (!route.In(version) || route.Match(below) is not { } values) continue;
                if (route.Method == method) return new OcpiTarget(route, version, module, values);
                allowed.Add(route.Method);
            }
        }
        return allowed.Count == 0 ? null : new OcpiTarget(null, version, null, Empty) { Allowed = allowed };
    }

    private static OcpiTarget Only(string method, Route route, OcpiVersion? version) =>
        route.Method == method ? new OcpiTarget(route, version, null, Empty) : new OcpiTarget(null, version, null, Empty) { Allowed = [route.Method] };

    private static readonly IReadOnlyDictionary<string, string> Empty = new Dictionary<string, string>();
}

/// <summary>What a request's method and address mean.</summary>
/// <param name="Route">Null when the address exists and has no such method.</param>
/// <param name="Version">Null for the list of versions.</param>
/// <param name="Interface">Null for the version pages.</param>
/// <param name="Values">The address's ids by the names of the route's pattern, decoded.</param>
internal sealed record OcpiTarget(Route? Route, OcpiVersion? Version, ModuleInterface? Interface, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The methods that the address has, where the one asked for is none of them.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>The routing headers mean something here.</summary>
    public bool Routes => Interface is { IsFunctional: true } && Version!.Routes;
}
