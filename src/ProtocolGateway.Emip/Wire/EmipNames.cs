namespace ProtocolGateway.Emip.Wire;

/// <summary>The namespaces and actions of eMIP 0.7.4 (emip.md 1.2, 1.3). The trailing slash is part of them.</summary>
internal static class EmipNames
{
    public const string Platform = "https://api-iop.gireve.com/schemas/PlatformV1/";

    public const string Authorisation = "https://api-iop.gireve.com/schemas/AuthorisationV1/";

    public const string EvciDynamic = "https://api-iop.gireve.com/schemas/EVCIDynamicV1/";

    /// <summary>None: whose namespace SearchEVSE has is not public, and the one client that was seen sends none (emip.md 2.12).</summary>
    public const string Search = "";

    /// <param name="direction"><c>ToIOP</c> or <c>FromIOP</c>.</param>
    /// <param name="service">The service's name: <c>SetChargeDetailRecord</c>.</param>
    public static string Action(string direction, string service) =>
        $"https://api-iop.gireve.com/services/eMIP_{direction}_{service}V1/";
}
