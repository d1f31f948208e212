using System.Text;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Explaining;
using ProtocolGateway.Testing;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>Records of ours as documents.</summary>
internal sealed class CanonicalDocumentTests
{
    [TestCase("charge-detail-record")]
    [TestCase("charge-detail-record-wwcp")]
    public void A_record_is_read_as_it_was_written(string name)
    {
        var text = File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Documents", "canonical", name + ".json"));
        var explanation = new Explanation();
        var reading = CanonicalDocument.Read(text, typeof(ChargeDetailRecord), explanation);
        Assert.That((reading.Faults.Count, reading.Losses.Count), Is.EqualTo((0, 0)));
        Assert.That(Encoding.UTF8.GetString(CanonicalJson.Write(reading.Message!)), Is.EqualTo(System.Text.Json.Nodes.JsonNode.Parse(text)!.ToJsonString(CanonicalJson.Options)));
        Assert.That(explanation.OfRecord(reading.Message!).Where(f => f.From.Count != 1 || f.From[0].Path != f.Path || f.From[0].Value != f.Value), Is.Empty);
    }

    [Test]
    public void What_no_field_takes_is_reported()
    {
        var reading = Read("""{ "id": "T-1", "elements": [ { "price": 1, "price_components": [ { "price": 0.3 } ] } ], "id_": null }""");
        Assert.That(reading.Losses, Is.EqualTo([new Loss(LossKind.Unread, "elements[0].price", "'1' is unknown here")]));
    }

    [TestCase("""{ "type": "CHEAP" }""", "type: no value of Tariff; write it as 'translate --to canonical' does")]
    [TestCase("""{ "elements": [ { "price_components": [ { "price": "x" } ] } ] }""", "elements[0].price_components[0].price: no value of Tariff; write it as 'translate --to canonical' does")]
    [TestCase("[]", "an object belongs here")]
    [TestCase("hello", "not JSON")]
    [TestCase("", "not JSON")]
    public void What_is_no_such_record_is_refused(string text, string fault)
    {
        var reading = Read(text);
        Assert.That((reading.Message, reading.Faults.Single().ToString()), Is.EqualTo(((object?)null, fault)));
    }

    private static ProtocolGateway.Protocols.Reading Read(string text) => CanonicalDocument.Read(Encoding.UTF8.GetBytes(text), typeof(Tariff), null);
}
