using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>The companies of the journeys: an eMIP CPO FR*798 with the OCPI eMSP DE*ABC, an OCPI CPO BE*BEC with the eMIP eMSP FR*MSP.</summary>
internal static class Story
{
    public const string EmipCpo = "acme-cpo";
    public const string OcpiEmsp = "volt-emsp";
    public const string OcpiCpo = "bec-cpo";
    public const string EmipEmsp = "msp";

    public static GatewaySettings Settings(OcpiEmspStandIn ocpi, EmipEmspStandIn emip) => new GatewaySettings()
        .EmipCpo(EmipCpo, "FR*798")
        .OcpiEmsp(OcpiEmsp, "DE*ABC", ocpi)
        .OcpiCpo(OcpiCpo, "BE*BEC")
        .EmipEmsp(EmipEmsp, "FR*MSP", emip)
        .Agreement();

    /// <summary>The key by which the OCPI stand-in holds a record of the eMIP CPO.</summary>
    public static string AtOcpi(string session) => OcpiEmspStandIn.Key("FR*798", session);

    /// <summary>What OCPI made of the record, without the moment at which we made it.</summary>
    public static JsonObject WithoutLastUpdated(string body)
    {
        var record = JsonNode.Parse(body)!.AsObject();
        record.Remove("last_updated");
        return record;
    }
}
