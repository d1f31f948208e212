using System.Text.Json;
using System.Xml;
using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping;

/// <summary>
/// The generated round trip: records with every field filled differently, every code in turn, are written, read again and
/// compared. It finds rows that were swapped, which no check of names can.
/// </summary>
internal static class RoundTrip
{
    private static readonly string[] OfNoConcern = ["TooLong"];

    /// <summary>What did not come back; each difference once.</summary>
    public static IReadOnlyList<string> Check(CompiledMapping mapping, string document)
    {
        var differences = new SortedSet<string>(StringComparer.Ordinal);
        for (var number = 0; number < mapping.Frame.SamplesNeeded && differences.Count == 0; number++)
        {
            var record = mapping.Frame.Sample(number);
            var context = new WriteContext { Envelope = mapping.Envelope.ToDictionary(e => e, _ => "1", StringComparer.Ordinal) };
            var bytes = Write(mapping, document, record, context, out var hold);
            if (hold is { Code: "Incomplete" or "UnmappedCode" }) differences.Add($"it would be held: {hold.Text}");
            if (hold is not null && OfNoConcern.Contains(hold.Code)) continue;
            var read = Read(mapping, bytes, out var faults);
            if (read is null) differences.UnionWith(faults);
            else Compare(mapping.Frame, record, read, differences);
        }
        return [.. differences];
    }

    private static byte[] Write(CompiledMapping mapping, string document, object record, WriteContext context, out Protocols.Hold? hold)
    {
        using var buffer = new MemoryStream();
        if (mapping.Notation == Notation.Json)
        {
            using var json = new Utf8JsonWriter(buffer);
            json.WriteStartObject();
            hold = mapping.Write(record, record, new JsonDocumentWriter(json), context);
            json.WriteEndObject();
        }
        else
        {
            using var xml = XmlWriter.Create(buffer);
            xml.WriteStartElement(document);
            hold = mapping.Write(record, record, new XmlDocumentWriter(xml), context);
            xml.WriteEndElement();
        }
        return buffer.ToArray();
    }

    private static object? Read(CompiledMapping mapping, byte[] bytes, out IEnumerable<string> faults)
    {
        Document document;
        if (mapping.Notation == Notation.Json) document = Document.FromJson(bytes, out _)!;
        else
        {
            using var xml = XmlReader.Create(new MemoryStream(bytes));
            xml.MoveToContent();
            document = Document.FromXml(xml);
        }
        var reading = mapping.Read(document, document.Root, ReadContext.Default);
        faults = reading.Faults.Select(f => f.ToString());
        return reading.Message;
    }

    private static void Compare(Frame frame, object written, object read, SortedSet<string> differences)
    {
        var back = frame.Rows.Where(r => r.Reads).Select(r => r.Ours.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var row in frame.Rows)
        {
            if (!row.Writes || !back.Contains(row.Ours.Text) || !row.Will(written)) continue;
            if (row is ValueRow value && value.Compare(written, read) is { } difference) differences.Add(difference);
            if (row is not ListRow list) continue;
            var expected = list.Values(written);
            var found = list.Values(read);
            if (list.CompareItems(written, read) is { } other) differences.Add(other);
            else if (expected.Count != found.Count) differences.Add($"{list.Ours} had {expected.Count} elements and came back with {found.Count}");
            for (var i = 0; i < Math.Min(expected.Count, found.Count); i++)
                if (list.Items is { } items) Compare(items, expected[i], found[i], differences);
        }
    }
}
