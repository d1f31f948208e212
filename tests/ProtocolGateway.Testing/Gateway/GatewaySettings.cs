using System.Text.Json;
using System.Text.Json.Nodes;
using ProtocolGateway.Testing.StandIns;

namespace ProtocolGateway.Testing.Gateway;

/// <summary>A settings file in the making (contract.md section 2). Addresses are free ports on loopback.</summary>
public sealed class GatewaySettings
{
    /// <summary>An address where nobody answers.</summary>
    public const string Nowhere = "http://127.0.0.1:9";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly JsonObject partners = [];
    private readonly JsonArray agreements = [];

    public GatewaySettings()
    {
        Gateway = new JsonObject
        {
            ["Party"] = "FR*GTW",
            ["DataDirectory"] = "data",
            ["Listen"] = $"http://127.0.0.1:{Ports.Next()}",
            ["ConsoleListen"] = $"http://127.0.0.1:{Ports.Next()}",
            ["Partners"] = partners,
            ["Agreements"] = agreements,
        };
        Gateway["PublicUrl"] = Gateway["Listen"]!.GetValue<string>();
    }

    /// <summary>The <c>Gateway</c> section, for whatever has no method here.</summary>
    public JsonObject Gateway { get; }

    /// <summary>What the OCPI partner of that id presents to the gateway.</summary>
    public static string InboundToken(string partnerId) => $"token-of-{partnerId}";

    /// <summary>An eMIP partner that plays the given roles, such as <c>("CPO", "FR*798")</c>.</summary>
    /// <param name="partnerId">The partnerId that it sends.</param>
    public GatewaySettings Emip(string id, string partnerId, string url, params (string Role, string Party)[] roles) =>
        Partner(id, "emip", roles, "Emip", new JsonObject { ["Url"] = url, ["PartnerId"] = partnerId, ["Authentication"] = "None" });

    /// <summary>Parties behind a hub.</summary>
    public GatewaySettings Reaches(string hub, params (string Role, string Party)[] reached)
    {
        partners[hub]!["Reaches"] = new JsonArray([.. reached.Select(r => (JsonNode)new JsonObject { ["Role"] = r.Role, ["Party"] = r.Party })]);
        return this;
    }

    public GatewaySettings EmipCpo(string id, string party) => Emip(id, party, Nowhere + "/", ("CPO", party));

    public GatewaySettings EmipEmsp(string id, string party, EmipEmspStandIn standIn) => Emip(id, party, standIn.Url, ("EMSP", party));

    public GatewaySettings Ocpi(string id, string versionsUrl, string outboundToken, params (string Role, string Party)[] roles) =>
        Partner(id, "ocpi", roles, "Ocpi", new JsonObject
        {
            ["Version"] = "2.2.1",
            ["VersionsUrl"] = versionsUrl,
            ["InboundToken"] = InboundToken(id),
            ["OutboundToken"] = outboundToken,
        });

    public GatewaySettings OcpiCpo(string id, string party) =>
        Ocpi(id, Nowhere + "/ocpi/versions", "token-of-the-gateway", ("CPO", party));

    public GatewaySettings OcpiEmsp(string id, string party, OcpiEmspStandIn standIn) =>
        Ocpi(id, standIn.VersionsUrl, standIn.Token, ("EMSP", party));

    /// <param name="more">Further members, such as <c>Unpriced</c>.</param>
    public GatewaySettings Agreement(string cpo = "*", string emsp = "*", params (string Name, string Value)[] more)
    {
        var agreement = new JsonObject { ["Cpo"] = cpo, ["Emsp"] = emsp };
        foreach (var (name, value) in more) agreement[name] = value;
        agreements.Add((JsonNode)agreement);
        return this;
    }

    public string ToJson() => new JsonObject { [nameof(Gateway)] = Gateway.DeepClone() }.ToJsonString(Indented);

    private GatewaySettings Partner(string id, string protocol, (string Role, string Party)[] roles, string section, JsonObject own)
    {
        partners[id] = new JsonObject
        {
            ["Protocol"] = protocol,
            ["Roles"] = new JsonArray([.. roles.Select(r => (JsonNode)new JsonObject { ["Role"] = r.Role, ["Party"] = r.Party })]),
            [section] = own,
        };
        return this;
    }
}
