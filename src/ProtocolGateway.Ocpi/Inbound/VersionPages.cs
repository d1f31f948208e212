using System.Text.Json;
using ProtocolGateway.Ocpi.Wire;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>The two pages from which everything else is found (ocpi.md section 2). They have no routing headers.</summary>
internal static class VersionPages
{
    /// <summary>The versions that we speak, and where their details are.</summary>
    public static Answer Versions(OcpiCall call) => Page(call, json =>
    {
        json.WriteStartArray();
        foreach (var version in Offered(call))
        {
            json.WriteStartObject();
            json.WriteString("version", version.Number);
            json.WriteString("url", call.PublicUrl + OcpiPath.Write(version.Number));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    /// <summary>Whoever registers chooses the highest that it finds: where one is agreed on, there is no other.</summary>
    private static IReadOnlyList<OcpiVersion> Offered(OcpiCall call) =>
        call.Partner.Settings is OcpiOptions { Registers: true, OnlyVersion: { } only } ? [only] : OcpiVersion.Spoken;

    /// <summary>The modules of one version that the caller's roles use; a caller that uses none gets an empty list.</summary>
    public static Answer Details(OcpiCall call, IReadOnlyList<ModuleInterface> interfaces) => Page(call, json =>
    {
        json.WriteStartObject();
        json.WriteString("version", call.Version.Number);
        json.WriteStartArray("endpoints");
        // What is at one address is one endpoint, whatever it is made of.
        foreach (var module in interfaces.Where(m => m.In(call.Version) && m.IsUsedBy(call.Partner)).DistinctBy(m => (m.Module, m.Side)))
        {
            json.WriteStartObject();
            json.WriteString("identifier", module.Module);
            if (call.Version.NamesInterfaces) json.WriteString("role", module.Side.Name());
            json.WriteString("url", call.PublicUrl + OcpiPath.Write([call.Version.Number, .. module.Address]));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static Answer Page(OcpiCall call, Action<Utf8JsonWriter> data)
    {
        call.Gateway.HeardFrom(call.Partner, call.At);
        return Answer.Ok(Envelope.Write(OcpiStatus.Success, null, call.At, json =>
        {
            data(json);
            return true;
        })!);
    }
}
