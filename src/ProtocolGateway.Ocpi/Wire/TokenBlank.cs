using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Ocpi.Wire;

/// <summary>Credentials as the journal may keep them.</summary>
internal static class TokenBlank
{
    public const string Blank = "***";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object without its token. What can't be read as one is not kept at all: the token may be anywhere in it.</summary>
    public static byte[] InJson(byte[] body)
    {
        try
        {
            if (JsonNode.Parse(body) is not JsonObject credentials) return Encoding.UTF8.GetBytes(Blank);
            foreach (var name in credentials.Select(member => member.Key).Where(name => name.Contains("token", StringComparison.OrdinalIgnoreCase)).ToList())
                credentials[name] = Blank;
            return Encoding.UTF8.GetBytes(credentials.ToJsonString(Plain));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // No JSON, or a member twice.
            return Encoding.UTF8.GetBytes(Blank);
        }
    }
}
