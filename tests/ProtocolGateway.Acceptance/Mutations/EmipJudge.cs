using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace ProtocolGateway.Acceptance.Mutations;

/// <summary>
/// Says what is wrong with a request, by the platform's XML reader and our schemas, and by nothing of the gateway's. What readers are to
/// bear (emip.md 7.11) is straightened before the schemas are asked.
/// </summary>
internal static partial class EmipJudge
{
    private static readonly XNamespace Soap = EmipMessage.Soap;
    private static readonly XmlSchemaSet Schemas = Load();

    private static readonly Dictionary<string, string> Spellings = new()
    {
        ["eMIP_ToIOP_HeartbeatRequest"] = "eMIP_ToIOP_HeartBeatRequest",
        ["eMIP_ToIOP_SetSessionActionRequest"] = "eMIP_ToIOP_SetSessionActionRequestRequest",
        ["eMIP_FromIOP_SetSessionActionRequest"] = "eMIP_FromIOP_SetSessionActionRequestRequest",
        ["eMIP_ToIOP_SetSessionEventReportRequestRequest"] = "eMIP_ToIOP_SetSessionEventReportRequest",
        ["eMIP_FromIOP_SetSessionEventReportRequestRequest"] = "eMIP_FromIOP_SetSessionEventReportRequest",
    };

    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["OK"] = "1",
        ["Start"] = "1",
        ["KO"] = "2",
        ["Stop"] = "2",
        ["final"] = "1",
        ["intermediate"] = "2",
    };

    /// <summary>Facts whose codes nobody knows are taken, and held until somebody explains them (translation.md section 1, rule 7).</summary>
    private static bool IsFact(string operation) =>
        operation.Contains("ChargeDetailRecord", StringComparison.Ordinal) || operation.Contains("EventReport", StringComparison.Ordinal) || operation.Contains("Status", StringComparison.Ordinal);

    /// <summary>Why it is broken; null when it is not.</summary>
    public static string? WhyBroken(byte[] message)
    {
        XDocument document;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(message), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            document = XDocument.Load(reader);
        }
        catch (XmlException e)
        {
            return $"not well-formed: line {e.LineNumber}, position {e.LinePosition}";
        }

        if (document.Root!.Name != Soap + "Envelope") return "no SOAP 1.2 envelope";
        if (document.Root.Elements(Soap + "Body").ToList() is not [var body]) return "no Body, or several";
        if (body.Elements().ToList() is not [var operation]) return "no operation, or several";
        var name = Spellings.GetValueOrDefault(operation.Name.LocalName, operation.Name.LocalName);
        if (Schemas.GlobalElements[new XmlQualifiedName(name, operation.Name.NamespaceName)] is not XmlSchemaElement known) return $"no operation {operation.Name}";

        var faults = new List<string>();
        // A sender that chose no transactionId is given one.
        if (!operation.Elements().Any(e => e.Name.LocalName == "transactionId" && !string.IsNullOrWhiteSpace(e.Value))) operation.AddFirst(new XElement("transactionId", "T"));
        var straight = new XElement(operation.Name.Namespace + name, Children(operation, (XmlSchemaComplexType)known.ElementSchemaType!, operation.Name.Namespace, IsFact(name), faults));
        new XDocument(straight).Validate(Schemas, (_, e) => faults.Add(e.Message));
        return faults.FirstOrDefault();
    }

    /// <summary>The children that the schema knows, in its order: qualified or not, each once, without empty ones and what is unknown.</summary>
    private static IEnumerable<XElement> Children(XElement element, XmlSchemaComplexType type, XNamespace root, bool fact, List<string> faults)
    {
        if (element.Nodes().OfType<XText>().Any(t => !string.IsNullOrWhiteSpace(t.Value))) faults.Add($"text between the elements of {element.Name.LocalName}");
        foreach (var known in Elements((XmlSchemaGroupBase)type.ContentTypeParticle))
        {
            var given = element.Elements().Where(e => e.Name.LocalName == known.Name && (e.Name.Namespace == XNamespace.None || e.Name.Namespace == root))
                .Where(e => e.HasElements || !string.IsNullOrWhiteSpace(e.Value)).ToList();
            if (known.MaxOccurs == 1 && known.MinOccurs == 1 && given.Select(e => e.Value.Trim()).Distinct().Count() > 1) faults.Add($"{known.Name} given twice");
            foreach (var child in known.MaxOccurs == 1 ? given.Take(1) : given)
            {
                if (known.ElementSchemaType is XmlSchemaComplexType complex) yield return new XElement(known.Name!, Children(child, complex, root, fact, faults));
                else if (child.HasElements) faults.Add($"elements within {known.Name}");
                else yield return new XElement(known.Name!, Straight(child.Value.Trim(), (XmlSchemaSimpleType)known.ElementSchemaType!, fact));
            }
        }
    }

    private static IEnumerable<XmlSchemaElement> Elements(XmlSchemaGroupBase group) =>
        group.Items.Cast<XmlSchemaObject>().SelectMany(i => i is XmlSchemaGroupBase inner ? Elements(inner) : i is XmlSchemaElement element ? [element] : []);

    private static string Straight(string value, XmlSchemaSimpleType type, bool fact)
    {
        if (type.TypeCode == XmlTypeCode.Boolean) return value.ToLowerInvariant();
        if (type.TypeCode is XmlTypeCode.Int or XmlTypeCode.NonNegativeInteger) return LeadingNumber().Match(value) is { Success: true } number ? number.Value : value;
        if (type.Content is not XmlSchemaSimpleTypeRestriction { Facets: var facets } || facets.OfType<XmlSchemaEnumerationFacet>().Select(f => f.Value!).ToList() is not [var first, ..] codes) return value;
        var code = Words.GetValueOrDefault(value) ?? (char.IsAsciiDigit(first[0]) && LeadingNumber().Match(value) is { Success: true } leading ? leading.Value : value);
        return fact && !codes.Contains(code) ? first : code;
    }

    private static XmlSchemaSet Load()
    {
        var schemas = new XmlSchemaSet();
        foreach (var file in System.IO.Directory.EnumerateFiles(Path.Combine(Repository.Schemas, "emip"), "*.xsd")) schemas.Add(null, file);
        schemas.Compile();
        return schemas;
    }

    [GeneratedRegex("^-?[0-9]+")]
    private static partial Regex LeadingNumber();
}
