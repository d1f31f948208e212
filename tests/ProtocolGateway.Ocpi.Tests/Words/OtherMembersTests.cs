using System.Text.Json.Nodes;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Tests.StandIns;

namespace ProtocolGateway.Ocpi.Tests.Words;

/// <summary>What no schema knows is passed on where it was, at whatever depth.</summary>
public sealed class OtherMembersTests
{
    private static readonly JsonNode Own = JsonNode.Parse("""{ "a": [1, { "b": null }], "c/d": "e" }""")!;

    private static IEnumerable<TestCaseData> Objects =>
        from version in (string[])["2.1.1", "2.2.1", "2.3.0"]
        from mapping in (string[])["location", "tariff", "token", "session", "charge-detail-record"]
        select new TestCaseData(version, mapping);

    [TestCaseSource(nameof(Objects))]
    public void In_every_object_of_a_document_it_is_kept(string version, string mapping)
    {
        var document = Read(version, mapping);
        var objects = AddTo(document, mapping);
        Assert.That(objects, Is.GreaterThan(mapping == "token" ? 0 : 3));

        var written = Write(version, mapping, ReadRecord(version, mapping, document), out var losses);

        Assert.That(Count(written), Is.EqualTo(objects), written.ToJsonString());
        Assert.That(losses.Where(l => l.Place.Contains("x_own", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void It_goes_along_to_another_version_where_the_object_that_it_is_in_does()
    {
        var document = Read("2.2.1", "location");
        document["operator"]!["x_own"] = 7;
        document["evses"]![0]!["connectors"]![0]!["x_own"] = 8;
        var written = Write("2.3.0", "location", ReadRecord("2.2.1", "location", document), out _);
        Assert.That(((int)written["operator"]!["x_own"]!, (int)written["evses"]![0]!["connectors"]![0]!["x_own"]!), Is.EqualTo((7, 8)));
    }

    [Test]
    public void What_it_is_a_part_of_is_not_made_for_it()
    {
        var document = Read("2.2.1", "token");
        document["energy_contract"] = new JsonObject { ["supplier_name"] = "Windkraft Nord", ["x_own"] = 7 };
        document["x/own~"] = 1;
        var written = Write("2.1.1", "token", ReadRecord("2.2.1", "token", document), out var losses);
        Assert.That(((int)written["x/own~"]!, written["energy_contract"]), Is.EqualTo((1, default(JsonNode))));
        Assert.That(losses.Select(l => (l.Kind, l.Place)), Does.Contain((LossKind.Untold, "energy_contract/x_own")));
    }

    /// <summary>One to each object that is not itself unknown; how many that were.</summary>
    private static int AddTo(JsonNode node, string place)
    {
        switch (node)
        {
            case JsonObject json:
                var count = json.Sum(member => member.Value is null ? 0 : AddTo(member.Value, member.Key));
                json["x_own"] = Own.DeepClone();
                return count + 1;
            case JsonArray list:
                return list.Sum(item => item is null ? 0 : AddTo(item, place));
            default:
                return 0;
        }
    }

    private static int Count(JsonNode? node) => node switch
    {
        JsonObject json => json.Sum(member => member.Key == "x_own" ? JsonNode.DeepEquals(member.Value, Own) ? 1 : -1000 : Count(member.Value)),
        JsonArray list => list.Sum(Count),
        _ => 0,
    };

    private static JsonObject Read(string version, string mapping) =>
        JsonNode.Parse(System.Text.Encoding.UTF8.GetString(Testing.Documents.Read($"ocpi-{version}/{mapping}.json")))!.AsObject();

    private static object ReadRecord(string version, string mapping, JsonObject json)
    {
        var document = Document.FromJson(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()), out var fault)!;
        Assert.That(fault, Is.Null);
        var reading = Mapping(version, mapping).Read(document, document.Root, ReadContext.Default);
        Assert.That(reading.Faults, Is.Empty);
        return reading.Message!;
    }

    private static JsonObject Write(string version, string mapping, object record, out List<Loss> losses)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using var json = new System.Text.Json.Utf8JsonWriter(buffer);
        json.WriteStartObject();
        var context = new WriteContext();
        var hold = Mapping(version, mapping).Write(record, record, new JsonDocumentWriter(json), context);
        Assert.That(hold, Is.Null);
        json.WriteEndObject();
        json.Flush();
        losses = context.Losses;
        return JsonNode.Parse(buffer.WrittenSpan)!.AsObject();
    }

    private static CompiledMapping Mapping(string version, string mapping) => TestMappings.All.Current.Find($"ocpi-{version}", mapping, null)!;
}
