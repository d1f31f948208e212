using ProtocolGateway.Documents;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>A body that is one JSON object, as all are that say one.</summary>
internal static class JsonBody
{
    /// <summary>The document; null with why it is none.</summary>
    public static Document? Read(ReadOnlySpan<byte> json, out Refusal? refusal)
    {
        var document = Document.FromJson(json, out var fault);
        refusal = document is null ? new(RefusalKind.Malformed, [fault!])
            : document.Root.Kind != NodeKind.Object ? new(RefusalKind.BadContent, "", "the body is no JSON object")
            : null;
        return refusal is null ? document : null;
    }
}
