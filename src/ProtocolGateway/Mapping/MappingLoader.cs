using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Plans;
using ProtocolGateway.Mapping.Reloading;
using ProtocolGateway.Mapping.Versions;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Mapping;

/// <summary>From a folder's files to compiled mappings.</summary>
/// <param name="folder">Where the files are, or would be: faults name it.</param>
/// <param name="isWanted">The dialects that are compiled.</param>
internal sealed class MappingLoader(
    string folder, string schemas, IReadOnlyList<IStep> steps, IReadOnlyDictionary<string, OverlayOwner> owners, Predicate<string> isWanted, MappingCache cache)
{
    private readonly List<MappingFault> faults = [];
    private readonly ConversionBook conversions = new();
    private readonly Dictionary<(string, string), CompiledMapping> mappings = [];
    private readonly Dictionary<(string, string, string), CompiledMapping> overlays = [];
    private int count;

    /// <exception cref="IOException">Somebody is moving them.</exception>
    /// <exception cref="UnauthorizedAccessException">One may not be read.</exception>
    public MappingLoad Load() => System.IO.Directory.Exists(folder)
        ? Load(MappingFolder.ReadAll(folder))
        : new MappingLoad(null, [new MappingFault(new Position(folder, 1, 1), "there is no such folder", "set Gateway:Mappings")], 0);

    public MappingLoad Load(MappingFiles files)
    {
        lock (cache)
        {
            cache.Begin();
            var dialects = files.All.Keys.Where(p => p.Contains('/', StringComparison.Ordinal)).Select(p => p.Split('/')[0]).Distinct()
                .Where(d => d is not (OverlayLoader.Partners or FolderReader.ProfileFolder)).Select(d => ReadDialect(files, d)).OfType<Dialect>().ToList();
            cache.Keeps = faults.Count == 0;
            foreach (var dialect in dialects.Where(d => isWanted(d.Name)))
                foreach (var file in dialect.Files)
                    if (Compile(dialect, file) is { } mapping) mappings[(dialect.Name, file.Name)] = mapping;
            count += new OverlayLoader(folder, files, owners, dialects, isWanted, mappings, steps, cache, faults).Load(overlays);
            // A part's own fault is found again in every file that uses the part.
            return new MappingLoad(faults.Count == 0 ? new MappingBook(mappings, overlays, files, Other) : null, [.. faults.Distinct()], count);
        }
    }

    private MappingLoad Other(MappingFiles? files)
    {
        var loader = new MappingLoader(folder, schemas, steps, owners, isWanted, cache);
        return files is null ? loader.Load() : loader.Load(files);
    }

    private IEnumerable<string> Known() =>
        System.IO.Directory.Exists(schemas) ? System.IO.Directory.GetDirectories(schemas).Select(d => Path.GetFileName(d)) : [];

    private Dialect? ReadDialect(MappingFiles files, string name)
    {
        if (cache.Schema(Path.Combine(schemas, name)) is not { } schema)
        {
            faults.Add(new MappingFault(new Position(Path.Combine(folder, name), 1, 1), $"there are no schemas for '{name}'", $"put them into {Path.Combine(schemas, name)}, or remove the folder{Nearest.Hint(name, Known())}"));
            return null;
        }
        IReadOnlyList<KindSource> kinds = [];
        var read = new List<MappingFile>();
        foreach (var (path, bytes) in files.All.Where(f => Path.GetDirectoryName(f.Key) == name && f.Key.EndsWith(".yaml", StringComparison.Ordinal)))
        {
            count++;
            var (full, file) = (Path.Combine(folder, path), Path.GetFileNameWithoutExtension(path));
            var reader = new MappingFileReader(full, faults);
            if (file == "_dialect") kinds = cache.Read(full, bytes, () => reader.ReadDialect(files.Text(path)!), faults) ?? [];
            else if (cache.Read(full, bytes, () => reader.Read(files.Text(path)!, name, file), faults) is { } mapping) read.Add(mapping);
        }
        return new Dialect(name, schema, kinds, read, conversions) { Shared = cache.Shared(name, schema, kinds, read) };
    }

    private CompiledMapping? Compile(Dialect dialect, MappingFile file) =>
        cache.Compile("", dialect, file.Name, name => [dialect.File(name)], () => new MappingCompiler(dialect, steps, faults).Compile(file));
}
