using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ProtocolGateway.Benchmarks.Translation;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Upkeep;

namespace ProtocolGateway.Benchmarks.Directory;

/// <summary>A page of a list of locations in process: from its bytes to canonical records and back, beside System.Text.Json parsing and writing the same bytes.</summary>
internal static class PageBenchmark
{
    private const int Locations = 200;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void Run(Arguments arguments, Figures figures)
    {
        var rounds = arguments.Rounds ?? 21;
        var bytes = OcpiPlaces.Page(Locations);
        var mapping = Product.Find("location");
        using var parsed = JsonDocument.Parse(bytes);
        var records = Read(mapping, bytes);
        Contents.DemandSameJson(JsonSerializer.SerializeToUtf8Bytes(parsed.RootElement.GetProperty("data")), Write(mapping, records).WrittenMemory);
        Candidate[] candidates =
        [
            new("parse with System.Text.Json", () => JsonSerializer.Deserialize<JsonElement>(bytes)),
            new("read by mapping", () => Read(mapping, bytes)),
            new("write with System.Text.Json", () => Write(parsed.RootElement)),
            new("write by mapping", () => Write(mapping, records)),
        ];
        var costs = Measurement.InTurn(candidates, rounds, warmup: 300);

        System.Console.WriteLine();
        System.Console.WriteLine($"a page of {Locations} locations with two EVSEs each, {bytes.Length / 1000} kB; median of {rounds} rounds");
        for (var i = 0; i < candidates.Length; i++)
            System.Console.WriteLine($"  {candidates[i].Name,-32} {costs[i].Microseconds,8:0} µs {costs[i].Kilobytes,8:0} kB");
        Add(figures, $"a page of {Locations} locations read", costs[0], costs[1]);
        Add(figures, $"a page of {Locations} locations written", costs[2], costs[3]);
    }

    private static void Add(Figures figures, string what, Cost byHand, Cost mapped)
    {
        figures.Add($"{what}, beside System.Text.Json: CPU", byHand.Microseconds, mapped.Microseconds, "µs", null);
        figures.Add("the same, allocated", byHand.Kilobytes, mapped.Kilobytes, "kB", null);
    }

    /// <summary>As a pull reads a page: each object by itself.</summary>
    private static List<object> Read(CompiledMapping mapping, byte[] page)
    {
        var items = ListPage.Read(page)!.Items;
        var records = new List<object>(items.Count);
        foreach (var item in items)
        {
            var document = Document.FromJson(item.Span, out var fault) ?? throw new InvalidOperationException(fault!.ToString());
            var reading = mapping.Read(document, document.Root, ReadContext.Default);
            records.Add(reading is { Message: { } record, Faults.Count: 0, Hold: null } ? record : throw new InvalidOperationException(string.Join("; ", reading.Faults)));
        }
        return records;
    }

    private static ArrayBufferWriter<byte> Write(CompiledMapping mapping, List<object> records)
    {
        var output = new ArrayBufferWriter<byte>(1 << 18);
        using var json = new Utf8JsonWriter(output, Writing);
        json.WriteStartArray();
        foreach (var record in records)
        {
            json.WriteStartObject();
            if (mapping.Write(record, record, new JsonDocumentWriter(json), new WriteContext()) is { } hold) throw new InvalidOperationException(hold.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.Flush();
        return output;
    }

    private static void Write(JsonElement page)
    {
        var output = new ArrayBufferWriter<byte>(1 << 18);
        using var json = new Utf8JsonWriter(output, Writing);
        page.WriteTo(json);
        json.Flush();
    }
}
