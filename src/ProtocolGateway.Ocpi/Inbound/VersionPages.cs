using System.Text.Json;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>The two pages from which everything else is found (ocpi.md section 2). They have no routing headers.</summary>
internal static class VersionPages
{
    /// <summary>The versions that we speak, and where their details are.</summary>
    public static Answer Versions(OcpiCall call) => Page(call, json =>
    {
        json.WriteStartArray();
        foreach (var version in OcpiVersion.Spoken)
        {
            json.WriteStartObject();
            json.WriteString("version", version.Number);
            json.WriteString("url", call.PublicUrl + OcpiPath.Write(version.Number));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    /// <summary>The modules of one version that the caller's roles use; a caller that uses none gets an empty list.</summary>
    public static Answer Details(OcpiCall call, OcpiVersion version) => Page(call, json =>
    {
        json.WriteStartObject();
        json.WriteString("version", version.Number);
        json.WriteStartArray("endpoints");
        if (call.Partner.Roles.Any(role => role.Role is Role.CPO or Role.HUB))
        {
            json.WriteStartObject();
            json.WriteString("identifier", "cdrs");
            if (version.NamesInterfaces) json.WriteString("role", "RECEIVER");
            json.WriteString("url", call.PublicUrl + OcpiPath.Write(version.Number, "cdrs"));
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
