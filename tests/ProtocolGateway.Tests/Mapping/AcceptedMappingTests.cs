using System.Text;
using System.Text.Json;
using System.Xml;
using CsCheck;
using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Cases;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>A mapping that the check accepts translates every document that its schema allows: refused or held it may be, but nothing is thrown.</summary>
internal sealed class AcceptedMappingTests
{
    private static readonly IReadOnlyList<CompiledMapping> All =
        [.. Shipped.Load.Book!.All.OrderBy(m => m.Dialect, StringComparer.Ordinal).ThenBy(m => m.Name, StringComparer.Ordinal)];

    [Test]
    public void Every_shipped_textdoes() => Gen.Select(Gen.Int[0, All.Count - 1], Choices.Any).Sample((which, choices) =>
    {
        var mapping = All[which];
        if (Read(mapping, choices) is not { } record) return;
        foreach (var other in All.Where(o => o.Record == mapping.Record)) Write(other, record);
    }, iter: 1_500);

    [Test]
    public void Every_textthat_somebody_may_write_does()
    {
        var accepted = 0;
        Choices.Any.Sample(choices =>
        {
            var (schema, text) = Any(choices);
            using var workshop = Workshop.Of(schema, text);
            if (workshop.Load().Book?.Find("x", "thing") is not { } mapping) return;
            Interlocked.Increment(ref accepted);
            for (var number = 0; number < 3; number++) Write(mapping, mapping.Frame.Sample(number));
            for (var times = 0; times < 10; times++)
                if (Read(mapping, choices) is { } record) Write(mapping, record);
        }, iter: 300);
        Assert.That(accepted, Is.AtLeast(30), "a test of mappings that nobody accepts shows nothing");
    }

    private static object? Read(CompiledMapping mapping, Choices choices)
    {
        var document = AnyDocument.Of(mapping.Schema, mapping.Notation, choices);
        return mapping.Read(document, document.Root, ReadContext.Default).Message;
    }

    private static void Write(CompiledMapping mapping, object record)
    {
        var completion = new CaseStand(new CaseSurroundings(), new CaseTrail()).Completion(record);
        if (mapping.CompleteAsync(completion, CancellationToken.None).AsTask().GetAwaiter().GetResult() is not null) return;
        var context = new WriteContext { Envelope = mapping.Envelope.ToDictionary(e => e, _ => "1", StringComparer.Ordinal) };
        using var buffer = new MemoryStream();
        if (mapping.Notation == Notation.Json)
        {
            using var json = new Utf8JsonWriter(buffer);
            json.WriteStartObject();
            mapping.Write(completion.Message, record, new JsonDocumentWriter(json), context);
            json.WriteEndObject();
            return;
        }
        using var xml = XmlWriter.Create(buffer);
        xml.WriteStartElement("document");
        mapping.Write(completion.Message, record, new XmlDocumentWriter(xml), context);
        xml.WriteEndElement();
    }

    private const int Elements = 6;

    /// <summary>A kind of element, the fields of ours that could be it, and options that may make sense there.</summary>
    private sealed record Kind(string Schema, IReadOnlyList<string> Ours, string[] Options);

    private static readonly IReadOnlyList<Kind> Kinds =
    [
        new("\"type\": \"string\"", Fields(typeof(string)), ["as: rfid", "as: coordinate", "as: country3", "default: A", "placeholder: A", "assumed: A"]),
        new("\"type\": \"string\", \"maxLength\": 30", Fields(typeof(string)), ["too long: cut", "as: rfid", "default: A"]),
        new("\"type\": \"string\"", Fields(typeof(DateTimeOffset?)), ["as: instant-s", "as: instant-ms", "default: 2026-05-04T08:00:00Z"]),
        new("\"type\": \"string\", \"enum\": [ \"A\", \"B\", \"RFID\" ]", ["cdr_token.type"], ["codes: [ RFID <-> A, OTHER <- B ]", "codes: [ EMAID or OTHER -> B ]"]),
        new("\"type\": \"number\"", Fields(typeof(decimal?)), ["default: 7.5", "placeholder: 0", "assumed: 7"]),
        new("\"type\": \"number\"", Fields(typeof(TimeSpan?)), ["as: hours"]),
        new("\"type\": \"boolean\"", Fields(typeof(bool?)), ["default: true", "placeholder: false", "always: true"]),
        new("\"type\": \"object\", \"properties\": { \"excl_vat\": { \"type\": \"number\" }, \"incl_vat\": { \"type\": \"number\" } }", ["total_fixed_cost", "total_time_cost", "total_parking_cost"], ["as: price-with-vat"]),
    ];

    private static readonly string[] Anywhere = ["only: reading", "only: writing", "when: currency is missing", "when: credit is not true", "as: energy", "unknown: hold"];

    private static IReadOnlyList<string> Fields(Type type) =>
        [.. OurPath.Leaves(typeof(ChargeDetailRecord)).Where(l => OurPath.Resolve(typeof(ChargeDetailRecord), new Located(l, default), [])!.Type == type && !l.StartsWith("location.", StringComparison.Ordinal))];

    /// <summary>The schema and the mapping: rows between elements and fields by chance, options by chance; what is left is untold or ignored.</summary>
    private static (string Schema, string Mapping) Any(Choices choices)
    {
        var (elements, rows) = (new List<string>(), new StringBuilder());
        var (told, ignored) = (new List<string>(), new List<string>());
        for (var element = 0; element < Elements; element++)
        {
            var kind = choices.Of(Kinds);
            elements.Add($"\"e{element}\": {{ {kind.Schema} }}");
            var field = choices.Of(kind.Ours);
            if (element > 0 && choices.OneIn(4))
            {
                ignored.Add($"e{element}");
                continue;
            }
            var option = kind.Options.Length == 1 || choices.OneIn(2) ? choices.Of(kind.Options) : "";
            var constant = option.StartsWith("assumed", StringComparison.Ordinal) || option.StartsWith("always", StringComparison.Ordinal);
            if (constant) ignored.Add($"e{element}");
            told.Add(field);
            rows.Append($"  - {field}:{(constant ? "" : $" e{element}")}\n");
            if (option.Length > 0) rows.Append($"    {option}\n");
            if (field == "cdr_token.type") rows.Append("    unknown: hold\n");
            if (choices.OneIn(12)) rows.Append($"    {choices.Of(Anywhere)}\n");
        }
        var untold = OurPath.Leaves(typeof(ChargeDetailRecord)).Where(l => !told.Exists(t => l == t || l.StartsWith(t + ".", StringComparison.Ordinal)));
        var mapping = $"message: ChargeDetailRecord\ndocument: Thing\nrows:\n{rows}"
            + (choices.OneIn(3) ? "hold:\n  credit is true: CreditCdr - nobody can tell it\n" : "")
            + $"untold:\n{string.Concat(untold.Select(u => $"  {u}: no place\n"))}" + (ignored.Count > 0 ? $"ignored:\n  {string.Join(", ", ignored)}: nobody asks\n" : "");
        return ($"\"required\": [ \"e0\" ], \"properties\": {{ {string.Join(", ", elements)} }}", mapping);
    }
}
