using ProtocolGateway.Canonical;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Derivations;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping;

/// <summary>From one file, as written, to a compiled mapping that came through the generated round trip.</summary>
internal sealed class MappingCompiler(Dialect dialect, IReadOnlyList<IStep> steps, List<MappingFault> faults)
{
    private static readonly Dictionary<string, Type> Records = typeof(ChargeDetailRecord).Assembly.GetTypes()
        .Where(t => t.IsPublic && OurPath.IsObject(t) && t.GetConstructor(Type.EmptyTypes) is not null).ToDictionary(t => t.Name, StringComparer.Ordinal);

    /// <summary>Every record that a file may be about.</summary>
    public static IEnumerable<Type> KnownRecords => Records.Values;

    public CompiledMapping? Compile(MappingFile file)
    {
        var before = faults.Count;
        var record = RecordOf(file);
        var schema = SchemaOf(file);
        var named = file.BeforeWriting.Select(StepOf).ToList();
        var derived = file.AfterReading.Select(d => DerivationOf(d, record)).ToList();
        if (record is null || schema is null || faults.Count > before) return null;
        var root = new Place(schema, null);
        var start = root;
        if (file.Root is { } path)
        {
            if (PathStep.Parse(path.Text) is not { } parsed || root.Follow(parsed, path, faults) is not { } found)
            {
                if (faults.Count == before) faults.Add(new MappingFault(path.At, $"'{path}' is no path", "steps are separated by '/': chargeDetailRecord, list/element[key=value]"));
                return null;
            }
            start = found;
        }
        var notes = new FileNotes();
        if (new FrameBuilder(dialect, record, notes, faults).Build(file.Body, root, start, file.Start, file.Envelope) is not { } frame) return null;
        var mapping = new CompiledMapping(file.Name, dialect.Name, dialect.Schema.Notation, frame, [.. Named(derived, file.AfterReading)], [.. Named(named, file.BeforeWriting)],
            [.. file.Envelope.Select(e => e.Text)], notes, schema, file.Start);
        foreach (var difference in RoundTrip.Check(mapping, schema.Name))
            faults.Add(new MappingFault(file.Start, $"written and read again, {difference}", "two rows may be swapped, or one direction of a row is missing"));
        return faults.Count == before ? mapping : null;
    }

    private static IEnumerable<Named<T>> Named<T>(IEnumerable<T?> found, IReadOnlyList<Located> names) where T : class =>
        found.Zip(names, (what, name) => new Named<T>(what!, name.At));

    private Type? RecordOf(MappingFile file)
    {
        if (file.Message is not { } message)
            faults.Add(new MappingFault(file.Start, "'message:' is missing", "name the canonical record, such as ChargeDetailRecord"));
        else if (Records.TryGetValue(message.Text, out var record)) return record;
        else faults.Add(new MappingFault(message.At, $"'{message}' is no canonical record", $"records are {string.Join(", ", Records.Keys.Order(StringComparer.Ordinal))}{Nearest.Hint(message.Text, Records.Keys)}"));
        return null;
    }

    private ElementSchema? SchemaOf(MappingFile file)
    {
        if (file.Document is not { } document)
            faults.Add(new MappingFault(file.Start, "'document:' is missing", $"name one of {string.Join(", ", dialect.Schema.Documents)}"));
        else if (dialect.Schema.Find(document.Text) is { } schema) return With(schema, file.Adds);
        else faults.Add(new MappingFault(document.At, $"'{document}' is no document of {dialect.Name}", $"documents are {string.Join(", ", dialect.Schema.Documents)}{Nearest.Hint(document.Text, dialect.Schema.Documents)}"));
        return null;
    }

    /// <summary>What a partner adds is an optional text, after everything that the schema knows.</summary>
    private ElementSchema With(ElementSchema schema, IReadOnlyList<Located> adds)
    {
        foreach (var known in adds.Where(a => schema.Child(a.Text) is not null))
            faults.Add(new MappingFault(known.At, $"'{known}' is in the schema of {schema.Name} already", "leave it out of 'adds'"));
        return adds.Count == 0 ? schema : new ElementSchema
        {
            Name = schema.Name,
            TypeName = schema.TypeName,
            Shape = schema.Shape,
            Many = schema.Many,
            Mandatory = schema.Mandatory,
            MaxLength = schema.MaxLength,
            Codes = schema.Codes,
            Children = [.. schema.Children, .. adds.Select(a => new ElementSchema { Name = a.Text, Shape = ElementShape.Text })],
        };
    }

    private IStep? StepOf(Located name)
    {
        var step = steps.FirstOrDefault(s => s.Name == name.Text);
        if (step is null)
            faults.Add(new MappingFault(name.At, $"'{name}' is no step", $"steps are {string.Join(", ", steps.Select(s => s.Name))}{Nearest.Hint(name.Text, steps.Select(s => s.Name))}"));
        return step;
    }

    private IDerivation? DerivationOf(Located name, Type? record)
    {
        var derivation = KnownDerivations.All.FirstOrDefault(d => d.Name == name.Text);
        if (derivation is null)
            faults.Add(new MappingFault(name.At, $"'{name}' is no derivation", $"derivations are {string.Join(", ", KnownDerivations.All.Select(d => d.Name))}{Nearest.Hint(name.Text, KnownDerivations.All.Select(d => d.Name))}"));
        else if (record is not null && !derivation.Records.Contains(record))
            faults.Add(new MappingFault(name.At, $"'{name}' does nothing with a {record.Name}", $"it works on {string.Join(", ", derivation.Records.Select(r => r.Name))}"));
        return derivation;
    }
}
