using System.Xml.Linq;
using System.Xml.Schema;

namespace ProtocolGateway.Emip.Tests;

/// <summary>Looks at envelopes with the platform's own XML classes: an oracle that is not our reader.</summary>
internal static class Soap
{
    public static readonly XNamespace Namespace = "http://www.w3.org/2003/05/soap-envelope";
    public static readonly XNamespace Authorisation = "https://api-iop.gireve.com/schemas/AuthorisationV1/";
    public static readonly XNamespace Platform = "https://api-iop.gireve.com/schemas/PlatformV1/";
    public static readonly XNamespace EvciDynamic = "https://api-iop.gireve.com/schemas/EVCIDynamicV1/";
    private static readonly XmlSchemaSet Schemas = Load();

    /// <summary>The element inside the body of a SOAP 1.2 envelope.</summary>
    public static XElement Body(string envelope)
    {
        var root = XDocument.Parse(envelope).Root!;
        Assert.That(root.Name, Is.EqualTo(Namespace + "Envelope"));
        return root.Element(Namespace + "Body")!.Elements().Single();
    }

    /// <summary>The fault's code without prefix, and its reason.</summary>
    public static (string Code, string Reason) Fault(string envelope)
    {
        var fault = Body(envelope);
        Assert.That(fault.Name, Is.EqualTo(Namespace + "Fault"));
        var code = fault.Element(Namespace + "Code")!.Element(Namespace + "Value")!.Value;
        Assert.That(fault.GetNamespaceOfPrefix(code.Split(':')[0]), Is.EqualTo(Namespace));
        return (code.Split(':')[1], fault.Element(Namespace + "Reason")!.Element(Namespace + "Text")!.Value);
    }

    /// <summary>What the schemas of schemas/emip say against the body's element.</summary>
    public static List<string> Faults(string envelope)
    {
        var faults = new List<string>();
        var body = Body(envelope);
        if (!Schemas.GlobalElements.Contains(new System.Xml.XmlQualifiedName(body.Name.LocalName, body.Name.NamespaceName))) faults.Add($"no schema declares {body.Name}");
        new XDocument(body).Validate(Schemas, (_, e) => faults.Add(e.Message));
        return faults;
    }

    /// <summary>Names and values, one a line, in order: what two bodies are compared by.</summary>
    public static string Outline(XElement element) =>
        string.Join('\n', element.DescendantsAndSelf().Select(e => new string(' ', e.Ancestors().Count(a => a.AncestorsAndSelf().Contains(element))) + e.Name + (e.HasElements ? "" : $" = {e.Value}")));

    private static XmlSchemaSet Load()
    {
        var schemas = new XmlSchemaSet();
        foreach (var file in System.IO.Directory.GetFiles(Path.Combine(Samples.Root, "schemas", "emip"), "*.xsd")) schemas.Add(null, file);
        schemas.Compile();
        return schemas;
    }
}
