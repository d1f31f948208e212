using ProtocolGateway.Canonical;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping;

/// <summary>From a folder of files to compiled mappings.</summary>
internal sealed class MappingLoader(string folder, string schemas, IReadOnlyList<IStep> steps)
{
    private const string Partners = "partners";
    private readonly List<MappingFault> faults = [];
    private readonly ConversionBook conversions = new();
    private readonly Dictionary<(string, string), CompiledMapping> mappings = [];
    private readonly Dictionary<(string, string, string), CompiledMapping> overlays = [];
    private int count;

    public MappingLoad Load()
    {
        if (!System.IO.Directory.Exists(folder))
            return new MappingLoad(null, [new MappingFault(new Position(folder, 1, 1), "there is no such folder", "set Gateway:Mappings")], 0);
        var dialects = new List<(Dialect Dialect, IReadOnlyList<MappingFile> Files)>();
        foreach (var path in System.IO.Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
            if (Path.GetFileName(path) != Partners && ReadDialect(path) is { } dialect) dialects.Add(dialect);
        foreach (var (dialect, files) in dialects)
            foreach (var file in files)
                if (Compile(dialect, file) is { } mapping) mappings[(dialect.Name, file.Name)] = mapping;
        ReadOverlays(dialects);
        return new MappingLoad(faults.Count == 0 ? new MappingBook(mappings, overlays) : null, faults, count);
    }

    private (Dialect Dialect, IReadOnlyList<MappingFile> Files)? ReadDialect(string path)
    {
        var name = Path.GetFileName(path);
        if (DialectSchema.Load(Path.Combine(schemas, name)) is not { } schema)
        {
            faults.Add(new MappingFault(new Position(path, 1, 1), $"there are no schemas for '{name}'", $"put them into {Path.Combine(schemas, name)}, or remove the folder"));
            return null;
        }
        IReadOnlyList<KindSource> kinds = [];
        var files = new List<MappingFile>();
        foreach (var file in System.IO.Directory.GetFiles(path, "*.yaml").Order(StringComparer.Ordinal))
        {
            count++;
            var reader = new MappingFileReader(file, faults);
            if (Path.GetFileName(file) == "_dialect.yaml") kinds = reader.ReadDialect(File.ReadAllText(file));
            else if (reader.Read(File.ReadAllText(file), name, Path.GetFileNameWithoutExtension(file)) is { } read) files.Add(read);
        }
        return (new Dialect(name, schema, kinds, files, conversions), files);
    }

    private void ReadOverlays(List<(Dialect Dialect, IReadOnlyList<MappingFile> Files)> dialects)
    {
        var root = Path.Combine(folder, Partners);
        if (!System.IO.Directory.Exists(root)) return;
        foreach (var path in System.IO.Directory.GetFiles(root, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            count++;
            var partner = Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)[0];
            var name = Path.GetFileNameWithoutExtension(path);
            if (new MappingFileReader(path, faults).Read(File.ReadAllText(path), "", name) is not { } overlay) continue;
            // A partner speaks one dialect; the overlay is compiled for each that has a file of its name and takes it without fault.
            var candidates = dialects.Where(d => d.Files.Any(f => f.Name == name)).ToList();
            if (candidates.Count == 0)
                faults.Add(new MappingFault(overlay.Start, $"there is no mapping '{name}' to lay it over", $"mappings are {string.Join(", ", dialects.SelectMany(d => d.Files).Select(f => f.Name).Distinct())}"));
            else CompileOverlay(partner, overlay, candidates);
        }
    }

    private void CompileOverlay(string partner, MappingFile overlay, List<(Dialect Dialect, IReadOnlyList<MappingFile> Files)> candidates)
    {
        List<MappingFault>? first = null;
        var compiled = false;
        foreach (var (dialect, files) in candidates)
        {
            var found = new List<MappingFault>();
            var merged = Overlay.Apply(files.First(f => f.Name == overlay.Name), overlay);
            if (new MappingCompiler(dialect, steps, found).Compile(merged) is { } mapping)
            {
                overlays[(partner, dialect.Name, overlay.Name)] = mapping;
                compiled = true;
            }
            else first ??= found;
        }
        if (!compiled) faults.AddRange(first!);
    }

    private CompiledMapping? Compile(Dialect dialect, MappingFile file) => new MappingCompiler(dialect, steps, faults).Compile(file);
}

/// <summary>From one file, as written, to a compiled mapping that came through the generated round trip.</summary>
internal sealed class MappingCompiler(Dialect dialect, IReadOnlyList<IStep> steps, List<MappingFault> faults)
{
    private static readonly Dictionary<string, Type> Records = typeof(ChargeDetailRecord).Assembly.GetTypes()
        .Where(t => t.IsPublic && OurPath.IsObject(t) && t.GetConstructor(Type.EmptyTypes) is not null).ToDictionary(t => t.Name, StringComparer.Ordinal);

    public CompiledMapping? Compile(MappingFile file)
    {
        var before = faults.Count;
        var record = RecordOf(file);
        var schema = SchemaOf(file);
        var named = file.BeforeWriting.Select(StepOf).ToList();
        if (record is null || schema is null || faults.Count > before) return null;
        var root = new Place(schema, null);
        var start = root;
        if (file.Root is { } path)
        {
            if (PathStep.Parse(path.Text) is not { } parsed || root.Follow(parsed, path, faults) is not { } found)
            {
                if (faults.Count == before) faults.Add(new MappingFault(path.At, $"'{path}' is no path", ""));
                return null;
            }
            start = found;
        }
        if (new FrameBuilder(dialect, record, faults).Build(file.Body, root, start, file.Start, file.Envelope) is not { } frame) return null;
        var mapping = new CompiledMapping(file.Name, dialect.Name, dialect.Schema.Notation, frame, [.. named.OfType<IStep>()], [.. file.Envelope.Select(e => e.Text)]);
        foreach (var difference in RoundTrip.Check(mapping, schema.Name))
            faults.Add(new MappingFault(file.Start, $"written and read again, {difference}", "two rows may be swapped, or one direction of a row is missing"));
        return faults.Count == before ? mapping : null;
    }

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
        else if (dialect.Schema.Find(document.Text) is { } schema) return schema;
        else faults.Add(new MappingFault(document.At, $"'{document}' is no document of {dialect.Name}", $"documents are {string.Join(", ", dialect.Schema.Documents)}{Nearest.Hint(document.Text, dialect.Schema.Documents)}"));
        return null;
    }

    private IStep? StepOf(Located name)
    {
        var step = steps.FirstOrDefault(s => s.Name == name.Text);
        if (step is null)
            faults.Add(new MappingFault(name.At, $"'{name}' is no step", $"steps are {string.Join(", ", steps.Select(s => s.Name))}{Nearest.Hint(name.Text, steps.Select(s => s.Name))}"));
        return step;
    }
}
