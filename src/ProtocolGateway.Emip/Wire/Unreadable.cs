using System.Runtime.InteropServices;
using System.Xml;

namespace ProtocolGateway.Emip.Wire;

/// <summary>Finds out why bytes are no SOAP 1.2 envelope, in words for whoever sent them.</summary>
internal static class Unreadable
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
    };

    /// <summary>What is wrong where reading has failed.</summary>
    public static NoEnvelope Explain(ReadOnlyMemory<byte> bytes) => Find(bytes) ?? NoEnvelope.Sender("not a SOAP 1.2 envelope as the specification lays it out");

    /// <summary>Goes through the whole text, strictly; null when it finds nothing wrong.</summary>
    public static NoEnvelope? Find(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty) return NoEnvelope.Sender("the request is empty");
        var root = "";
        try
        {
            using var reader = XmlReader.Create(Stream(bytes), Settings);
            var instruction = false;
            var deepest = 0;
            var bodies = 0;
            var mixed = new MixedContent();
            while (reader.Read())
            {
                mixed.Look(reader);
                instruction |= reader.NodeType == XmlNodeType.ProcessingInstruction;
                if (reader.NodeType != XmlNodeType.Element) continue;
                deepest = Math.Max(deepest, reader.Depth);
                if (reader.Depth == 0)
                {
                    root = reader.LocalName;
                    if (Envelope(reader) is { } wrong) return wrong;
                }
                if (reader.Depth == 1 && reader.LocalName == "Body" && reader.NamespaceURI == SoapEnvelope.Namespace) bodies++;
                if (deepest > SoapReader.MaxDepth + 1) return NoEnvelope.Sender($"elements nested deeper than {SoapReader.MaxDepth}");
            }

            if (instruction) return NoEnvelope.Sender("a processing instruction is not allowed in a SOAP message");
            if (mixed.Element is { } element) return NoEnvelope.Sender($"characters stand between the elements of {element}");
            return bodies switch
            {
                0 => NoEnvelope.Sender("the envelope has no Body"),
                1 => null,
                _ => NoEnvelope.Sender("the envelope has more than one Body"),
            };
        }
        catch (XmlException e)
        {
            var declaration = root.Length == 0 && bytes.Span.IndexOf("<!DOCTYPE"u8) >= 0;
            return NoEnvelope.Sender(declaration
                ? "a document type declaration is not allowed"
                : e.LineNumber > 0 ? $"not well-formed XML: line {e.LineNumber}, position {e.LinePosition}" : "not well-formed XML");
        }
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment) ? new(segment.Array!, segment.Offset, segment.Count, writable: false) : new(bytes.ToArray());

    private static NoEnvelope? Envelope(XmlReader reader)
    {
        if (reader.LocalName != "Envelope") return NoEnvelope.Sender($"{reader.LocalName} is no SOAP envelope");
        return reader.NamespaceURI == SoapEnvelope.Namespace
            ? null
            : new NoEnvelope("VersionMismatch", $"the envelope must be SOAP 1.2, in the namespace {SoapEnvelope.Namespace}");
    }

    /// <summary>Finds the first element that has both characters and elements.</summary>
    private sealed class MixedContent
    {
        private readonly Stack<(string Name, bool HasText, bool HasElements)> open = [];

        public string? Element { get; private set; }

        public void Look(XmlReader reader)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    Note(text: false);
                    if (!reader.IsEmptyElement) open.Push((reader.LocalName, false, false));
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when !string.IsNullOrWhiteSpace(reader.Value):
                    Note(text: true);
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
            }
        }

        private void Note(bool text)
        {
            if (open.Count == 0) return;
            var (name, hasText, hasElements) = open.Pop();
            open.Push((name, hasText |= text, hasElements |= !text));
            if (hasText && hasElements) Element ??= name;
        }
    }
}
