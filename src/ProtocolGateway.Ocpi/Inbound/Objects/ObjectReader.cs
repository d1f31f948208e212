using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Inbound.Objects;

/// <summary>Objects between their text and their record, by the mapping of the caller's version.</summary>
internal sealed class ObjectReader(IMappings mappings)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The refusal, or else a reading without faults.</summary>
    public Refusal? Read(ReadOnlySpan<byte> json, string mapping, OcpiCall call, out Reading reading) =>
        Read(json, mapping, call.Version, call.Partner, out reading);

    /// <summary>The refusal, or else a reading without faults.</summary>
    public Refusal? Read(ReadOnlySpan<byte> json, string mapping, OcpiVersion version, Partner partner, out Reading reading)
    {
        reading = new(null, [], null, []);
        if (JsonBody.Read(json, out var refusal) is not { } document) return refusal;
        reading = Mapping(mapping, version, partner).Read(document, document.Root, ReadContext.Default);
        return reading.Faults.Count > 0 ? new(RefusalKind.BadContent, reading.Faults) : null;
    }

    /// <summary>The object in the caller's version; or why it has no words for it.</summary>
    public JsonObject? Write(object record, string mapping, OcpiCall call, out Hold? hold)
    {
        var buffer = JsonBuffer.Rent();
        try
        {
            buffer.Writer.WriteStartObject();
            hold = Mapping(mapping, call.Version, call.Partner).Write(record, record, new JsonDocumentWriter(buffer.Writer), new WriteContext());
            if (hold is not null) return null;
            buffer.Writer.WriteEndObject();
            return JsonNode.Parse(buffer.Text)!.AsObject();
        }
        finally
        {
            JsonBuffer.Return(buffer);
        }
    }

    /// <summary>A body that says a part, or a change.</summary>
    public static JsonObject? Parse(ReadOnlySpan<byte> json, out Refusal? refusal)
    {
        if (JsonBody.Read(json, out refusal) is not { } document) return null;
        if (FindDouble(document.Root) is { } twice)
        {
            refusal = new(RefusalKind.BadContent, twice.Path, "it stands there twice");
            return null;
        }
        return JsonNode.Parse(json)!.AsObject();
    }

    /// <summary>A tree that is changed can't hold a member twice.</summary>
    private static DocumentNode? FindDouble(DocumentNode node)
    {
        var names = new HashSet<string>();
        for (var child = node.FirstChild; child.Exists; child = child.Next)
        {
            if (node.Kind == NodeKind.Object && !names.Add(child.Name)) return child;
            if (FindDouble(child) is { } deeper) return deeper;
        }
        return null;
    }

    public static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString(Relaxed));

    private CompiledMapping Mapping(string mapping, OcpiVersion version, Partner partner) =>
        mappings.Current.Find(version.Dialect, mapping, partner.Id)
        ?? throw new InvalidOperationException($"There is no mapping {version.Dialect}/{mapping}.");
}
