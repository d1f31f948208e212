using System.Xml;

namespace ProtocolGateway.Emip.Wire;

/// <summary>Finds out why bytes are no SOAP 1.2 envelope, in words for whoever sent them. Works only when reading has failed.</summary>
internal static class Unreadable
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
    };

    public static NoEnvelope Explain(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty) return NoEnvelope.Sender("the request is empty");
        var root = "";
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes.ToArray()), Settings);
            var instruction = false;
            var deepest = 0;
            var body = false;
            while (reader.Read())
            {
                instruction |= reader.NodeType == XmlNodeType.ProcessingInstruction;
                if (reader.NodeType != XmlNodeType.Element) continue;
                deepest = Math.Max(deepest, reader.Depth);
                if (reader.Depth == 0)
                {
                    root = reader.LocalName;
                    if (Envelope(reader) is { } wrong) return wrong;
                }
                body |= reader.Depth == 1 && reader.LocalName == "Body" && reader.NamespaceURI == SoapEnvelope.Namespace;
                if (deepest > SoapReader.MaxDepth + 1) return NoEnvelope.Sender($"elements nested deeper than {SoapReader.MaxDepth}");
            }

            if (instruction) return NoEnvelope.Sender("a processing instruction is not allowed in a SOAP message");
            return NoEnvelope.Sender(body ? "not a SOAP 1.2 envelope as the specification lays it out" : "the envelope has no Body");
        }
        catch (XmlException e)
        {
            var declaration = root.Length == 0 && bytes.Span.IndexOf("<!DOCTYPE"u8) >= 0;
            return NoEnvelope.Sender(declaration
                ? "a document type declaration is not allowed"
                : e.LineNumber > 0 ? $"not well-formed XML: line {e.LineNumber}, position {e.LinePosition}" : "not well-formed XML");
        }
    }

    private static NoEnvelope? Envelope(XmlReader reader)
    {
        if (reader.LocalName != "Envelope") return NoEnvelope.Sender($"{reader.LocalName} is no SOAP envelope");
        return reader.NamespaceURI == SoapEnvelope.Namespace
            ? null
            : new NoEnvelope("VersionMismatch", $"the envelope must be SOAP 1.2, in the namespace {SoapEnvelope.Namespace}");
    }
}
