using System.Text;
using System.Text.Json;
using System.Xml;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Protocols;
using ProtocolGateway.Testing;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>The mapping files of the repository, and what it takes to read and write by them.</summary>
internal static class Shipped
{
    private static readonly Lazy<MappingLoad> Loaded = new(() => MappingBook.Load(Repository.Mappings, Repository.Schemas, KnownSteps.All));

    public static MappingLoad Load => Loaded.Value;

    public static CompiledMapping Find(string dialect, string name) =>
        Load.Book!.Find(dialect, name) ?? throw new InvalidOperationException($"there is no mapping {dialect}/{name}");

    public static Reading ReadXml(CompiledMapping mapping, string xml, TimeZoneInfo? zone = null)
    {
        using var reader = XmlReader.Create(new StringReader(xml));
        reader.MoveToContent();
        var document = Document.FromXml(reader);
        return mapping.Read(document, document.Root, new ReadContext { TimeZone = zone ?? TimeZoneInfo.Utc });
    }

    public static Reading ReadJson(CompiledMapping mapping, string json)
    {
        var document = Document.FromJson(Encoding.UTF8.GetBytes(json), out var fault) ?? throw new InvalidOperationException(fault!.ToString());
        return mapping.Read(document, document.Root, ReadContext.Default);
    }

    public static (string Text, Hold? Hold, IReadOnlyList<Loss> Losses) WriteXml(CompiledMapping mapping, object record, string root)
    {
        var text = new StringBuilder();
        var context = new WriteContext
        {
            Envelope = new Dictionary<string, string> { ["transactionId"] = "T", ["partnerIdType"] = "eMI3", ["partnerId"] = "FR*GTW", ["operatorIdType"] = "eMI3" },
        };
        Hold? hold;
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("m", root, "https://api-iop.gireve.com/schemas/AuthorisationV1/");
            hold = mapping.Write(record, record, new XmlDocumentWriter(xml), context);
            xml.WriteEndElement();
        }
        return (text.ToString(), hold, context.Losses);
    }

    public static (string Text, Hold? Hold, IReadOnlyList<Loss> Losses) WriteJson(CompiledMapping mapping, object record)
    {
        using var bytes = new MemoryStream();
        var context = new WriteContext();
        Hold? hold;
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            hold = mapping.Write(record, record, new JsonDocumentWriter(json), context);
            json.WriteEndObject();
        }
        return (Encoding.UTF8.GetString(bytes.ToArray()), hold, context.Losses);
    }
}
