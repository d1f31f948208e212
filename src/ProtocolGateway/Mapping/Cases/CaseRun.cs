using System.Text.Json;
using System.Xml;
using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Cases;

/// <summary>Runs one case through a mapping, and gathers where it does not come out as it says.</summary>
internal sealed class CaseRun(MappingCase subject, CompiledMapping mapping, MappingBook book, CaseTrail trail)
{
    private readonly CaseStand stand = new(subject.Surroundings, trail);
    private readonly List<CaseFailure> failures = [];
    private readonly List<MappingFault> faults = [];

    /// <summary>What differs, and what of the case itself can't be understood.</summary>
    public async ValueTask<(IReadOnlyList<CaseFailure> Failures, IReadOnlyList<MappingFault> Faults)> RunAsync(CancellationToken cancellation)
    {
        try
        {
            await TryAsync(cancellation).ConfigureAwait(false);
        }
        catch (XmlException e)
        {
            faults.Add(new MappingFault(subject.Name.At, $"'{subject.Name}' is no document: {e.Message}", "write names and texts that XML can have"));
        }
        return (failures, [.. stand.Faults, .. faults]);
    }

    private async ValueTask TryAsync(CancellationToken cancellation)
    {
        if (subject.Reads && subject.To is null) Add("reading", ReadBase());
        if (subject.Writes) Add("writing", await WriteBaseAsync(cancellation).ConfigureAwait(false));
        if (subject.To is { } to) Add($"towards {to}", await CrossAsync(to, cancellation).ConfigureAwait(false));
        foreach (var table in subject.Tables)
            foreach (var line in table.Lines)
            {
                if (line.Reads)
                    foreach (var theirs in line.Theirs) Add($"reading {theirs}", ReadValue(table, theirs, line));
                if (!line.Writes) continue;
                foreach (var ours in line.Ours) Add($"writing {ours}", await WriteValueAsync(table, ours, line, cancellation).ConfigureAwait(false));
            }
    }

    private void Add(string way, IReadOnlyList<CaseDifference> differences)
    {
        if (differences.Count > 0) failures.Add(new CaseFailure(subject.Name.At, subject.Name.Text, way, differences));
    }

    private IReadOnlyList<CaseDifference> ReadBase()
    {
        var found = new CaseOutcome(subject.Name.At, CasePath.Ours);
        var (reading, record) = Read(mapping, subject.Theirs!);
        found.Refused(reading.Faults, subject.Refused);
        if (reading.Faults.Count > 0) return found.Differences;
        if (!found.Held(reading.Hold, subject.Held)) return found.Differences;
        if (record is not null)
        {
            if (subject.OursHas is { } has) CompareFields(has, record, found);
            else if (subject.Ours is { } ours && subject.Held is null && Record(ours, mapping.Record) is { } expected)
                found.Compare(OurSide.Tree(expected, subject.Name.At), OurSide.Tree(record, subject.Name.At), ours);
        }
        found.Reports(reading.Losses, subject.ReportedInReading, whole: subject.OursHas is null && subject.Held is null);
        return found.Differences;
    }

    private async ValueTask<IReadOnlyList<CaseDifference>> WriteBaseAsync(CancellationToken cancellation)
    {
        var found = new CaseOutcome(subject.Name.At, CasePath.Theirs);
        if (Record(subject.Ours!, mapping.Record) is not { } record) return [];
        var written = await WriteAsync(mapping, record, subject.Theirs ?? subject.TheirsHas, cancellation).ConfigureAwait(false);
        if (!found.Held(written.Hold, subject.Held)) return found.Differences;
        if (subject.TheirsHas is { } has) CompareFields(has, written, mapping, found);
        else if (subject.Theirs is { } theirs && subject.Held is null)
            found.Compare(TheirSide.Typed(theirs, mapping.Schema, mapping.Notation), written.Tree!, theirs);
        found.Reports(written.Losses, subject.ReportedInWriting, whole: subject.TheirsHas is null && subject.Held is null);
        return found.Differences;
    }

    private async ValueTask<IReadOnlyList<CaseDifference>> CrossAsync(Located to, CancellationToken cancellation)
    {
        var found = new CaseOutcome(subject.Name.At, CasePath.Theirs);
        if (Target(to) is not { } target) return [];
        var (reading, record) = Read(mapping, subject.Theirs!);
        found.Refused(reading.Faults, []);
        if (record is null)
        {
            if (reading.Faults.Count == 0) found.Held(reading.Hold, subject.Held);
            return found.Differences;
        }
        var written = await WriteAsync(target, record, subject.Becomes, cancellation).ConfigureAwait(false);
        if (!found.Held(written.Hold, subject.Held)) return found.Differences;
        if (subject.BecomesHas is { } has) CompareFields(has, written, target, found);
        else if (subject.Becomes is { } becomes) found.Compare(TheirSide.Typed(becomes, target.Schema, target.Notation), written.Tree!, becomes);
        found.Reports([.. reading.Losses, .. written.Losses], subject.ReportedInReading, whole: subject.BecomesHas is null && subject.Held is null);
        return found.Differences;
    }

    private CompiledMapping? Target(Located to)
    {
        var parts = to.Text.Split('/', 2);
        var name = parts.Length > 1 ? parts[1] : mapping.Name;
        if (book.Find(parts[0], name) is { } target && target.Record == mapping.Record) return target;
        var known = book.All.Where(m => m.Record == mapping.Record && book.Find(m.Dialect, m.Name) == m).Select(m => $"{m.Dialect}/{m.Name}").Order(StringComparer.Ordinal).ToList();
        faults.Add(new MappingFault(to.At, $"'{to}' has nothing that says what '{mapping.Name}' does", $"those that do are {string.Join(", ", known)}{Nearest.Hint(to.Text, known)}"));
        return null;
    }

    private IReadOnlyList<CaseDifference> ReadValue(CaseTable table, string theirs, Conversions.CodeLine line)
    {
        var found = new CaseOutcome(line.At, CasePath.Ours);
        var document = With(subject.Theirs!, table.Theirs.Text, CasePath.Theirs, theirs, line.At);
        var (reading, record) = Read(mapping, document);
        found.Refused(reading.Faults, []);
        if (reading.Faults.Count > 0) return found.Differences;
        if (!found.Held(reading.Hold, line.Ours[0] == CaseKeys.Held ? new Located("UnmappedCode", line.At) : null) || record is null) return found.Differences;
        CompareFields(One(table.Ours, line.Ours[0], line.At), record, found);
        return found.Differences;
    }

    private async ValueTask<IReadOnlyList<CaseDifference>> WriteValueAsync(CaseTable table, string ours, Conversions.CodeLine line, CancellationToken cancellation)
    {
        var found = new CaseOutcome(line.At, CasePath.Theirs);
        var tree = With(subject.Ours!, table.Ours.Text, CasePath.Ours, ours, line.At);
        if (Record(tree, mapping.Record) is not { } record) return [];
        var written = await WriteAsync(mapping, record, subject.Theirs, cancellation).ConfigureAwait(false);
        if (found.Held(written.Hold, line.Theirs[0] == CaseKeys.Held ? new Located("UnmappedCode", line.At) : null) && written.Tree is not null)
            CompareFields(One(table.Theirs, line.Theirs[0], line.At), written, mapping, found);
        return found.Differences;
    }

    private static CaseNode With(CaseNode tree, string path, char separator, string value, Position at)
    {
        var copy = tree.Copy();
        CasePath.Set(copy, path, separator, Word(value, at));
        return copy;
    }

    private static CaseNode One(Located path, string value, Position at)
    {
        var fields = new CaseNode(CaseKind.Object, at);
        fields.Add(path.Text, Word(value, at));
        return fields;
    }

    private static CaseNode Word(string value, Position at) => new(value == CaseKeys.Missing ? CaseKind.Nothing : CaseKind.Plain, at, value == CaseKeys.Missing ? "" : value);

    private void CompareFields(CaseNode fields, object record, CaseOutcome found)
    {
        var tree = OurSide.Tree(record, subject.Name.At);
        foreach (var (path, value) in fields.Members)
        {
            var expected = value;
            if (value.Kind != CaseKind.Nothing)
            {
                var alone = new CaseNode(CaseKind.Object, value.At);
                CasePath.Set(alone, path, CasePath.Ours, value.Kind == CaseKind.Object ? CasePath.Spread(value, CasePath.Ours) : value);
                if (Record(alone, mapping.Record) is not { } told) continue;
                expected = CasePath.Find(OurSide.Tree(told, value.At), path, CasePath.Ours) ?? value;
            }
            found.Field(path, expected, CasePath.Find(tree, path, CasePath.Ours));
        }
    }

    private static void CompareFields(CaseNode fields, Written written, CompiledMapping by, CaseOutcome found)
    {
        foreach (var (path, value) in fields.Members)
        {
            var schema = by.Schema;
            foreach (var name in CasePath.Names(path, CasePath.Theirs)) schema = schema?.Child(name);
            var expected = TheirSide.Typed(value.Kind == CaseKind.Object ? CasePath.Spread(value, CasePath.Theirs) : value, schema, by.Notation);
            found.Field(path, expected, CasePath.Find(written.Tree!, path, CasePath.Theirs));
        }
    }

    private object? Record(CaseNode tree, Type type) => new OurSide(faults).Record(tree, type);

    private (Reading Reading, object? Record) Read(CompiledMapping by, CaseNode theirs)
    {
        var document = TheirSide.Document(TheirSide.Typed(theirs, by.Schema, by.Notation), by.Notation);
        var reading = by.Read(document, document.Root, stand.Reading);
        return (reading, reading.Hold is null ? reading.Message : null);
    }

    private sealed record Written(CaseNode? Tree, Hold? Hold, IReadOnlyList<Loss> Losses);

    /// <param name="document">Elements that are the protocol's own matter are written as they are there, and those that are not there don't count.</param>
    private async ValueTask<Written> WriteAsync(CompiledMapping by, object record, CaseNode? document, CancellationToken cancellation)
    {
        var completion = stand.Completion(record);
        var hold = await by.CompleteAsync(completion, cancellation).ConfigureAwait(false);
        if (hold is not null) return new Written(null, hold, completion.Losses);
        var envelope = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in by.Envelope) envelope[path] = Own(document, path)?.ToString() ?? "-";
        var context = stand.Writing(envelope);
        using var buffer = new MemoryStream();
        hold = Write(by, completion.Message, record, context, buffer);
        if (hold is not null) return new Written(null, hold, [.. completion.Losses, .. context.Losses]);
        var tree = TheirSide.Tree(Parse(by, buffer), subject.Name.At);
        foreach (var path in by.Envelope.Where(p => Own(document, p) is null)) CasePath.Set(tree, path, CasePath.Theirs, new CaseNode(CaseKind.Nothing, subject.Name.At));
        return new Written(tree, null, [.. completion.Losses, .. context.Losses]);

        static CaseNode? Own(CaseNode? document, string path) => document is null ? null : CasePath.Find(document, path, CasePath.Theirs);
    }

    private static Hold? Write(CompiledMapping by, object message, object heard, WriteContext context, MemoryStream buffer)
    {
        Hold? hold;
        if (by.Notation == Notation.Json)
        {
            using var json = new Utf8JsonWriter(buffer);
            json.WriteStartObject();
            hold = by.Write(message, heard, new JsonDocumentWriter(json), context);
            json.WriteEndObject();
            return hold;
        }
        using var xml = XmlWriter.Create(buffer);
        xml.WriteStartElement("document");
        hold = by.Write(message, heard, new XmlDocumentWriter(xml), context);
        xml.WriteEndElement();
        return hold;
    }

    private static Document Parse(CompiledMapping by, MemoryStream buffer)
    {
        if (by.Notation == Notation.Json) return Document.FromJson(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), out _)!;
        buffer.Position = 0;
        using var xml = XmlReader.Create(buffer);
        xml.MoveToContent();
        return Document.FromXml(xml);
    }
}
