using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>One interface of a module that the gateway has: where it is, what can be done there, and whom it is for (ocpi.md sections 2 and 5).</summary>
/// <param name="Module">OCPI's ModuleID: <c>locations</c>.</param>
/// <param name="For">The roles of partners that use it. Hubs use all.</param>
internal sealed record ModuleInterface(string Module, Side Side, IReadOnlyList<Role> For)
{
    private const string SenderFolder = "sender";

    public required IReadOnlyList<Route> Routes { get; init; }

    /// <summary>The versions that have it.</summary>
    public Func<OcpiVersion, bool> In { get; init; } = _ => true;

    /// <summary>Requests carry the routing headers (ocpi.md 1.3); false for what only keeps the link alive.</summary>
    public bool IsFunctional { get; init; } = true;

    /// <summary>
    /// The segments below the version's address. The two sides of a module are apart: with both at one address
    /// <c>locations/A/B/C</c> would be a connector of the one and a location of the other.
    /// </summary>
    public IReadOnlyList<string> Address => Side == Side.Sender && IsFunctional ? [SenderFolder, Module] : [Module];

    public bool IsUsedBy(Partner partner) => partner.Roles.Any(r => r.Role == Role.HUB || For.Contains(r.Role));

    /// <summary>The segments below this interface; null when the address is another's.</summary>
    public string[]? Below(ReadOnlySpan<string> segments)
    {
        var address = Address;
        if (segments.Length < address.Count) return null;
        for (var i = 0; i < address.Count; i++)
            if (!address[i].Equals(segments[i], StringComparison.OrdinalIgnoreCase)) return null;
        return segments[address.Count..].ToArray();
    }
}
