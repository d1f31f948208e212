using System.Globalization;
using System.Text.Json;
using ProtocolGateway.Documents;

namespace ProtocolGateway.Ocpi.Wire;

/// <summary>The envelope around every answer (ocpi.md 1.4). Requests have none.</summary>
/// <param name="Code">OCPI's code.</param>
/// <param name="Message">Text for the people on the other side; null for none.</param>
internal sealed record Envelope(int Code, string? Message)
{
    /// <summary>Reads the envelope of an answer; null when the text is none.</summary>
    public static Envelope? Read(ReadOnlySpan<byte> utf8, out Document? document)
    {
        document = Document.FromJson(utf8, out var fault);
        if (fault is not null || document!.Root.Kind != NodeKind.Object) return null;
        return int.TryParse(document.Root.Text("status_code"), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? new Envelope(code, document.Root.Text("status_message"))
            : null;
    }

    /// <summary>An answer without data.</summary>
    public static string Write(int code, string? message, DateTimeOffset at) => Write(code, message, at, null)!;

    /// <summary>An answer, its data member written by <paramref name="data"/>; null when that says that it could not.</summary>
    public static string? Write(int code, string? message, DateTimeOffset at, Func<Utf8JsonWriter, bool>? data)
    {
        var buffer = JsonBuffer.Rent();
        try
        {
            var json = buffer.Writer;
            json.WriteStartObject();
            if (data is not null)
            {
                json.WritePropertyName("data");
                if (!data(json)) return null;
            }
            json.WriteNumber("status_code", code);
            if (message is not null) json.WriteString("status_message", message);
            json.WriteString("timestamp", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteEndObject();
            return buffer.Text;
        }
        finally
        {
            JsonBuffer.Return(buffer);
        }
    }
}
