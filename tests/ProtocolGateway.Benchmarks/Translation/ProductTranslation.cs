using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Benchmarks.Translation;

/// <summary>
/// The product's way between the same two records, part by part: bytes to a document, a document to the canonical record,
/// the record completed by the target's steps, and written. Losses are collected, as for every delivery.
/// </summary>
internal sealed class ProductTranslation(CompiledMapping emip, CompiledMapping ocpi, IDirectory directory)
{
    public static readonly XmlReaderSettings Reading = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        IgnoreComments = true,
        IgnoreWhitespace = true,
        IgnoreProcessingInstructions = true,
        XmlResolver = null,
    };

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly PartyId Gateway = new("FR", "GTW");
    private static readonly ISessions Sessions = new FileSessions();

    private static readonly Dictionary<string, string> Envelope = new()
    {
        ["transactionId"] = Yardstick.OcpiToEmip.Transaction,
        ["partnerIdType"] = "eMI3",
        ["partnerId"] = Yardstick.OcpiToEmip.Gateway,
        ["operatorIdType"] = "eMI3",
        ["targetOperatorIdType"] = "eMI3",
        ["targetOperatorId"] = "DE*ABC",
    };

    public ArrayBufferWriter<byte> EmipToOcpi(byte[] envelope)
    {
        var record = ReadEmip(ParseEmip(envelope));
        return WriteOcpi(Complete(ocpi, record), record);
    }

    public MemoryStream OcpiToEmip(byte[] cdr)
    {
        var record = ReadOcpi(ParseOcpi(cdr));
        return WriteEmip(Complete(emip, record), record);
    }

    public static Document ParseEmip(byte[] envelope)
    {
        using var xml = XmlReader.Create(new MemoryStream(envelope, writable: false), Reading);
        while (xml.Read() && !(xml.NodeType == XmlNodeType.Element && xml.LocalName == "Body")) { }
        while (xml.Read() && xml.NodeType != XmlNodeType.Element) { }
        return Document.FromXml(xml);
    }

    public static Document ParseOcpi(byte[] cdr) =>
        Document.FromJson(cdr, out var fault) ?? throw new InvalidOperationException(fault!.ToString());

    public object ReadEmip(Document document) => Read(emip, document);

    public object ReadOcpi(Document document) => Read(ocpi, document);

    public object CompleteForOcpi(object record) => Complete(ocpi, record);

    public object CompleteForEmip(object record) => Complete(emip, record);

    public ArrayBufferWriter<byte> WriteOcpi(object message, object heard)
    {
        var output = new ArrayBufferWriter<byte>(2048);
        using var json = new Utf8JsonWriter(output, Writing);
        json.WriteStartObject();
        Write(ocpi, message, heard, new JsonDocumentWriter(json), new WriteContext());
        json.WriteEndObject();
        json.Flush();
        return output;
    }

    public MemoryStream WriteEmip(object message, object heard)
    {
        var output = new MemoryStream(2560);
        using var xml = XmlWriter.Create(output, Yardstick.OcpiToEmip.Writing);
        xml.WriteStartElement("soap", "Envelope", Yardstick.OcpiToEmip.Soap);
        xml.WriteStartElement("Body", Yardstick.OcpiToEmip.Soap);
        xml.WriteStartElement("m", "eMIP_FromIOP_SetChargeDetailRecordRequest", Yardstick.OcpiToEmip.Authorisation);
        Write(emip, message, heard, new XmlDocumentWriter(xml), new WriteContext { Envelope = Envelope });
        xml.WriteEndDocument();
        xml.Flush();
        return output;
    }

    private static object Read(CompiledMapping mapping, Document document)
    {
        var reading = mapping.Read(document, document.Root, ReadContext.Default);
        return reading.Message is { } message && reading.Hold is null
            ? message
            : throw new InvalidOperationException($"{mapping.Dialect} was not read: {reading.Hold?.Text} {string.Join("; ", reading.Faults)}");
    }

    private static void Write(CompiledMapping mapping, object message, object heard, IDocumentWriter writer, WriteContext context)
    {
        if (mapping.Write(message, heard, writer, context) is { } hold)
            throw new InvalidOperationException($"{mapping.Dialect} was not written: {hold.Code}: {hold.Text}");
    }

    private object Complete(CompiledMapping mapping, object record)
    {
        var completion = new Completion
        {
            Message = record,
            Directory = directory,
            Sessions = Sessions,
            Gateway = Gateway,
            At = Records.At,
        };
        foreach (var step in mapping.Steps)
        {
            var applied = step.ApplyAsync(completion, CancellationToken.None);
            // Nothing in memory waits; on another thread the allocations would go unseen.
            if (!applied.IsCompleted) throw new InvalidOperationException($"{step.Name} went to another thread.");
            if (applied.Result is { } hold) throw new InvalidOperationException($"{step.Name} holds: {hold.Code}: {hold.Text}");
        }
        return completion.Message;
    }
}
