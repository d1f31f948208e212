using System.Text;
using System.Xml;
using ProtocolGateway.Documents;

namespace ProtocolGateway.Emip.Wire;

/// <summary>Writes SOAP 1.2 envelopes and faults, as text with its XML declaration.</summary>
internal static class SoapEnvelope
{
    public const string Namespace = "http://www.w3.org/2003/05/soap-envelope";

    public const string MediaType = "application/soap+xml";

    private static readonly XmlWriterSettings Settings = new() { Indent = true, IndentChars = "  ", NewLineChars = "\n" };
    private static readonly XmlWriterSettings Fragment = new() { Indent = true, IndentChars = "  ", NewLineChars = "\n", OmitXmlDeclaration = true };

    /// <summary>A whole envelope around one element.</summary>
    /// <param name="qualified">True to put the children into the element's namespace too.</param>
    public static string Write(string xmlNamespace, string root, bool qualified, Action<IDocumentWriter> members) =>
        Write(xml =>
        {
            if (xmlNamespace.Length > 0) xml.WriteAttributeString("xmlns", "m", null, xmlNamespace);
            xml.WriteStartElement("soap", "Header", Namespace);
            xml.WriteEndElement();
            xml.WriteStartElement("soap", "Body", Namespace);
            WriteElement(xml, xmlNamespace, root, qualified, members);
            xml.WriteEndElement();
        });

    /// <summary>The element alone, to be carried by a channel that makes the envelope.</summary>
    public static string WriteElement(string xmlNamespace, string root, bool qualified, Action<IDocumentWriter> members)
    {
        var text = new StringBuilder(2048);
        using (var xml = XmlWriter.Create(text, Fragment)) WriteElement(xml, xmlNamespace, root, qualified, members);
        return text.ToString();
    }

    /// <param name="code">A SOAP 1.2 fault code: <c>Sender</c>, <c>Receiver</c>, <c>VersionMismatch</c>, <c>MustUnderstand</c>.</param>
    public static string WriteFault(string code, string reason) =>
        Write(xml =>
        {
            xml.WriteStartElement("soap", "Body", Namespace);
            xml.WriteStartElement("soap", "Fault", Namespace);
            xml.WriteStartElement("soap", "Code", Namespace);
            xml.WriteElementString("soap", "Value", Namespace, $"soap:{code}");
            xml.WriteEndElement();
            xml.WriteStartElement("soap", "Reason", Namespace);
            xml.WriteStartElement("soap", "Text", Namespace);
            xml.WriteAttributeString("xml", "lang", null, "en");
            xml.WriteString(Shown(reason));
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        });

    private static void WriteElement(XmlWriter xml, string xmlNamespace, string root, bool qualified, Action<IDocumentWriter> members)
    {
        // No prefix can stand for no namespace.
        xml.WriteStartElement(xmlNamespace.Length > 0 ? "m" : "", root, xmlNamespace);
        members(new XmlDocumentWriter(xml, qualified ? xmlNamespace : ""));
        xml.WriteEndElement();
    }

    /// <summary>Names of strangers' elements may hold what no XML can.</summary>
    private static string Shown(string text) =>
        string.Concat(text.EnumerateRunes().Select(r => r.Value > char.MaxValue || XmlConvert.IsXmlChar((char)r.Value) ? r.ToString() : $"\\u{r.Value:X4}"));

    private static string Write(Action<XmlWriter> content)
    {
        using var text = new Utf8Writer();
        using (var xml = XmlWriter.Create(text, Settings))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("soap", "Envelope", Namespace);
            content(xml);
            xml.WriteEndElement();
        }
        return text.ToString();
    }

    /// <summary>The declaration names the encoding of the bytes that will be sent, not that of .NET strings.</summary>
    private sealed class Utf8Writer() : StringWriter(new StringBuilder(1024), System.Globalization.CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
