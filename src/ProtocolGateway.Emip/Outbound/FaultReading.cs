using System.Xml;

namespace ProtocolGateway.Emip.Outbound;

/// <summary>A fault in a partner's answer, of either SOAP version.</summary>
/// <param name="OurFault">True when the partner blames the request; false when it blames itself.</param>
internal sealed record FaultReading(string Code, string Reason, bool OurFault)
{
    private const string Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>The fault; null when the bytes are no envelope with one.</summary>
    public static FaultReading? Find(byte[] answer)
    {
        string code = "", reason = "";
        bool found = false, body = false;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(answer), Settings);
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.Depth == 1) body = reader.LocalName == "Body";
                // The fault is the body's own element, or there is none.
                if (reader.Depth == 2 && body && !found)
                {
                    found = reader.LocalName == "Fault" && reader.NamespaceURI is Wire.SoapEnvelope.Namespace or Soap11;
                    if (!found) return null;
                }
                else if (found && code.Length == 0 && reader.LocalName is "Value" or "faultcode") code = Text(reader);
                else if (found && reason.Length == 0 && reader.LocalName is "Text" or "faultstring") reason = Text(reader);
            }
        }
        catch (XmlException)
        {
            // Half a fault is none: the status speaks then.
            return null;
        }

        if (!found) return null;
        code = code[(code.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return new FaultReading(code, reason, code.Split('.')[0] is not ("Receiver" or "Server"));
    }

    private static string Text(XmlReader reader)
    {
        var text = "";
        var depth = reader.Depth;
        if (reader.IsEmptyElement) return text;
        while (reader.Read() && reader.Depth > depth)
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) text += reader.Value;
        return text.Trim();
    }
}
