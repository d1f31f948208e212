using System.Net;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using ProtocolGateway.Emip.Wire;

namespace ProtocolGateway.Emip.Tests.Inbound;

internal sealed class ServiceDescriptionTests : EndpointTest
{
    private const string Whole = "/api/emip?wsdl";
    private const string Search = "/api/emip?wsdl=search";
    private static readonly XNamespace Wsdl = "http://schemas.xmlsoap.org/wsdl/";
    private static readonly XNamespace Soap12 = "http://schemas.xmlsoap.org/wsdl/soap12/";

    protected override Task<Hosted> HostAsync() => Hosted.StartAsync();

    [TestCase(Whole, 2, "platform-v1.xsd authorisation-v1.xsd evci-dynamic-v1.xsd")]
    [TestCase(Search, 1, "search-v1.xsd")]
    public async Task It_names_our_public_address(string path, int services, string schemas)
    {
        var wsdl = await ReadAsync(path);
        Assert.That(wsdl.Descendants(Soap12 + "address").Select(a => a.Attribute("location")!.Value), Is.EqualTo(Enumerable.Repeat("https://gateway.example/api/emip", services)));
        Assert.That(
            wsdl.Descendants(XName.Get("import", XmlSchema.Namespace)).Select(i => i.Attribute("schemaLocation")!.Value),
            Is.EqualTo(schemas.Split(' ').Select(s => $"https://gateway.example/api/emip?xsd={s}")));
    }

    [TestCase("platform-v1.xsd")]
    [TestCase("authorisation-v1.xsd")]
    [TestCase("evci-dynamic-v1.xsd")]
    [TestCase("search-v1.xsd")]
    public async Task Its_schemas_are_served(string name)
    {
        var served = await Endpoint.Client.GetStringAsync(new Uri($"/api/emip?xsd={name}", UriKind.Relative));
        Assert.That(served, Is.EqualTo(await File.ReadAllTextAsync(Path.Combine(Samples.Root, "schemas", "emip", name))));
    }

    /// <summary>emip.md 1.4: by face, what the samples ask.</summary>
    [TestCase(Whole, "eMIP", "ToIOP_", 13)]
    [TestCase(Whole, "eMIPPartner", "FromIOP_", 5)]
    [TestCase(Search, "eMIPSearch", "ToIOP_", 1)]
    public async Task Each_operation_of_a_face_is_described_as_the_samples_have_it(string path, string face, string samples, int count)
    {
        var wsdl = await ReadAsync(path);
        var operations = wsdl.Descendants(Wsdl + "portType").Single(p => p.Attribute("name")!.Value == face).Elements(Wsdl + "operation").ToList();
        var actions = wsdl.Descendants(Wsdl + "binding").Single(p => p.Attribute("name")!.Value == face).Elements(Wsdl + "operation")
            .ToDictionary(o => o.Attribute("name")!.Value, o => o.Element(Soap12 + "operation")!.Attribute("soapAction")!.Value);
        Assert.That(operations, Has.Count.EqualTo(count));
        Assert.Multiple(() =>
        {
            foreach (var operation in operations)
            {
                var name = operation.Attribute("name")!.Value;
                var request = Soap.Body(Samples.Text($"{name["eMIP_".Length..]}_request")).Name;
                var answer = Soap.Body(Samples.Text($"{name["eMIP_".Length..]}_response")).Name;
                Assert.That(Element(wsdl, operation, "input"), Is.EqualTo(request));
                Assert.That(Element(wsdl, operation, "output"), Is.EqualTo(answer));
                Assert.That(actions[name], Is.EqualTo(RequestRoot.Find(request.NamespaceName, request.LocalName)!.Action));
                Assert.That(name, Does.StartWith($"eMIP_{samples}"));
            }
        });
    }

    [TestCase(Whole)]
    [TestCase(Search)]
    public async Task Every_message_is_an_element_of_the_schemas(string path)
    {
        var schemas = new XmlSchemaSet();
        foreach (var file in System.IO.Directory.GetFiles(Path.Combine(Samples.Root, "schemas", "emip"), "*.xsd")) schemas.Add(null, file);
        schemas.Compile();
        foreach (var part in (await ReadAsync(path)).Descendants(Wsdl + "part"))
        {
            var element = Named(part);
            Assert.That(schemas.GlobalElements.Contains(new XmlQualifiedName(element.LocalName, element.NamespaceName)), $"{element}");
        }
    }

    [TestCase("/api/emip")]
    [TestCase("/api/emip?xsd=../secret")]
    [TestCase("/api/emip?wsdl=other")]
    public async Task Anything_else_is_for_POST(string path)
    {
        using var response = await Endpoint.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        Assert.That(response.Content.Headers.Allow, Is.EqualTo(new[] { "POST" }));
    }

    private async Task<XDocument> ReadAsync(string path) => XDocument.Parse(await Endpoint.Client.GetStringAsync(new Uri(path, UriKind.Relative)));

    /// <summary>The element that an operation takes or gives.</summary>
    private static XName Element(XDocument wsdl, XElement operation, string way)
    {
        var message = operation.Element(Wsdl + way)!.Attribute("message")!.Value.Split(':')[1];
        return Named(wsdl.Descendants(Wsdl + "message").Single(m => m.Attribute("name")!.Value == message).Element(Wsdl + "part")!);
    }

    private static XName Named(XElement part)
    {
        var name = part.Attribute("element")!.Value.Split(':');
        return name.Length == 1 ? name[0] : part.GetNamespaceOfPrefix(name[0])! + name[1];
    }
}
