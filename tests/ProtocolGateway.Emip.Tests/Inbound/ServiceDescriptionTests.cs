using System.Net;
using System.Xml.Linq;
using System.Xml.Schema;

namespace ProtocolGateway.Emip.Tests.Inbound;

internal sealed class ServiceDescriptionTests : EndpointTest
{
    private static readonly XNamespace Wsdl = "http://schemas.xmlsoap.org/wsdl/";
    private static readonly XNamespace Soap12 = "http://schemas.xmlsoap.org/wsdl/soap12/";

    protected override Task<Hosted> HostAsync() => Hosted.StartAsync();

    [Test]
    public async Task It_names_our_public_address()
    {
        var wsdl = XDocument.Parse(await Endpoint.Client.GetStringAsync(new Uri("/api/emip?wsdl", UriKind.Relative)));
        Assert.That(wsdl.Descendants(Soap12 + "address").Single().Attribute("location")!.Value, Is.EqualTo("https://gateway.example/api/emip"));
        Assert.That(wsdl.Descendants(XName.Get("import", XmlSchema.Namespace)).Select(i => i.Attribute("schemaLocation")!.Value), Is.EqualTo(new[]
        {
            "https://gateway.example/api/emip?xsd=platform-v1.xsd", "https://gateway.example/api/emip?xsd=authorisation-v1.xsd",
        }));
    }

    [TestCase("platform-v1.xsd")]
    [TestCase("authorisation-v1.xsd")]
    public async Task Its_schemas_are_served(string name)
    {
        var served = await Endpoint.Client.GetStringAsync(new Uri($"/api/emip?xsd={name}", UriKind.Relative));
        Assert.That(served, Is.EqualTo(await File.ReadAllTextAsync(Path.Combine(Samples.Root, "schemas", "emip", name))));
    }

    [Test]
    public async Task Every_message_is_an_element_of_the_schemas()
    {
        var schemas = new XmlSchemaSet();
        foreach (var name in (string[])["authorisation-v1.xsd", "platform-v1.xsd"]) schemas.Add(null, Path.Combine(Samples.Root, "schemas", "emip", name));
        schemas.Compile();
        var wsdl = XDocument.Parse(await Endpoint.Client.GetStringAsync(new Uri("/api/emip?wsdl", UriKind.Relative)));
        foreach (var part in wsdl.Descendants(Wsdl + "part"))
        {
            var name = part.Attribute("element")!.Value.Split(':');
            var element = part.GetNamespaceOfPrefix(name[0])! + name[1];
            Assert.That(schemas.GlobalElements.Contains(new System.Xml.XmlQualifiedName(element.LocalName, element.NamespaceName)), $"{element}");
        }
    }

    [TestCase("/api/emip")]
    [TestCase("/api/emip?xsd=../secret")]
    public async Task Anything_else_is_for_POST(string path)
    {
        using var response = await Endpoint.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        Assert.That(response.Content.Headers.Allow, Is.EqualTo(new[] { "POST" }));
    }
}
