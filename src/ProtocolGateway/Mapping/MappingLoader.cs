using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Plans;
using ProtocolGateway.Mapping.Reloading;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Mapping;

/// <summary>From a folder of files to compiled mappings.</summary>
internal sealed class MappingLoader(
    string folder, string schemas, IReadOnlyList<IStep> steps, IReadOnlyDictionary<string, OverlayOwner> owners, Predicate<string> isWanted)
{
    private readonly List<MappingFault> faults = [];
    private readonly ConversionBook conversions = new();
    private readonly Dictionary<(string, string), CompiledMapping> mappings = [];
    private readonly Dictionary<(string, string, string), CompiledMapping> overlays = [];
    private int count;

    public MappingLoad Load()
    {
        if (!System.IO.Directory.Exists(folder))
            return new MappingLoad(null, [new MappingFault(new Position(folder, 1, 1), "there is no such folder", "set Gateway:Mappings")], 0);
        // What changes while it is read is found changed afterwards.
        var files = MappingFolder.Read(folder) ?? new(new Dictionary<string, byte[]>());
        var dialects = new List<Dialect>();
        foreach (var path in System.IO.Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
            if (Path.GetFileName(path) is not (OverlayLoader.Partners or FolderReader.ProfileFolder) && ReadDialect(path) is { } dialect) dialects.Add(dialect);
        foreach (var dialect in dialects.Where(d => isWanted(d.Name)))
            foreach (var file in dialect.Files)
                if (Compile(dialect, file) is { } mapping) mappings[(dialect.Name, file.Name)] = mapping;
        count += new OverlayLoader(folder, owners, dialects, isWanted, mappings, steps, faults).Load(overlays);
        // A part's own fault is found again in every file that uses the part.
        return new MappingLoad(faults.Count == 0 ? new MappingBook(mappings, overlays, files, Other) : null, [.. faults.Distinct()], count);
    }

    private MappingLoad Other(string other) => new MappingLoader(other, schemas, steps, owners, isWanted).Load();

    private IEnumerable<string> Known() =>
        System.IO.Directory.Exists(schemas) ? System.IO.Directory.GetDirectories(schemas).Select(d => Path.GetFileName(d)) : [];

    private Dialect? ReadDialect(string path)
    {
        var name = Path.GetFileName(path);
        if (DialectSchema.Load(Path.Combine(schemas, name)) is not { } schema)
        {
            faults.Add(new MappingFault(new Position(path, 1, 1), $"there are no schemas for '{name}'", $"put them into {Path.Combine(schemas, name)}, or remove the folder{Nearest.Hint(name, Known())}"));
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
        return new Dialect(name, schema, kinds, files, conversions);
    }

    private CompiledMapping? Compile(Dialect dialect, MappingFile file) => new MappingCompiler(dialect, steps, faults).Compile(file);
}
