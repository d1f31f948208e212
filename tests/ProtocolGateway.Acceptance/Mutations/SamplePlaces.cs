using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance.Mutations;

/// <summary>The pool, station, connector and EVSE that the samples report on, in the directory of a gateway with a partner <c>cpo</c>.</summary>
internal static class SamplePlaces
{
    /// <summary>Imports them as an operator does, and waits until reports on them are taken.</summary>
    public static async Task ImportAsync(GatewayUnderTest gateway, EmipCpoClient client)
    {
        // A pool is a location, and so is a station that the CPO tells as one.
        var pool = OcpiRecord.Location("FR*GWC*P75056*0042", "FR*GWC*E75056*0042*1", "FR*GWC*E75056*0042*1");
        var station = OcpiRecord.Location("FR*GWC*S75056*0042*A", "FR*GWC*E75056*0042*2", "FR*GWC*E75056*0042*2");
        pool["evses"]![0]!["connectors"]![0]!["id"] = "FR*GWC*X75056*0042*1*1";
        foreach (var location in (JsonObject[])[pool, station]) location["party_id"] = "GWC";
        var import = await gateway.RunCommandAsync("locations", "import", gateway.Write("places.json", new JsonArray(pool, station).ToJsonString()), "--partner", "cpo");
        Assert.That(import.ExitCode, Is.Zero, import.ToString());
        var report = RequestSample.Of("ToIOP_SetChargingStationAvailabilityStatus_request");
        await Eventually.TrueAsync(
            async () => (await client.SendAsync(report.Fresh($"T-{Guid.NewGuid():N}", null), EmipMessage.MediaType)).RequestStatus == "1", "reports on imported places are taken");
    }
}
