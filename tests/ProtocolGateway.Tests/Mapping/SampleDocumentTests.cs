using System.Text.Json;
using ProtocolGateway.Canonical;
using ProtocolGateway.Testing;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>
/// One whole document with its translation: what finds two rows that were swapped on both sides, which no check of names and no
/// round trip can.
/// </summary>
internal sealed class SampleDocumentTests
{
    [TestCase("ToIOP_SetChargeDetailRecord_request", "charge-detail-record")]
    [TestCase("wwcp_ToIOP_SetChargeDetailRecord_request", "charge-detail-record-wwcp")]
    public void An_eMIP_record(string document, string canonical)
    {
        var envelope = System.Xml.Linq.XDocument.Load(Path.Combine(Repository.Root, "tests", "Documents", "emip", document + ".xml"));
        var operation = envelope.Root!.Elements().Last().Elements().Single();
        var reading = Shipped.ReadXml(Shipped.Find("emip", "charge-detail-record"), operation.ToString());
        var expected = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Documents", "canonical", canonical + ".json"));
        Assert.That(JsonSerializer.Serialize(reading.Message, CanonicalJson.Readable).ReplaceLineEndings("\n"), Is.EqualTo(expected.TrimEnd()));
    }
}
