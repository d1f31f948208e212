using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping;

/// <summary>Lays the partners' own files over those of a dialect, and compiles what they change: parts, and all that uses them.</summary>
internal sealed class OverlayLoader(
    string folder, IReadOnlyList<Dialect> dialects, IReadOnlyDictionary<(string Dialect, string Name), CompiledMapping> mappings,
    IReadOnlyList<IStep> steps, List<MappingFault> faults)
{
    /// <summary>Returns how many files there are.</summary>
    public int Load(Dictionary<(string Partner, string Dialect, string Name), CompiledMapping> overlays)
    {
        if (!System.IO.Directory.Exists(folder)) return 0;
        var files = System.IO.Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        foreach (var partner in files.GroupBy(f => Path.GetDirectoryName(Path.GetRelativePath(folder, f))!))
        {
            var own = partner.Select(f => Read(f, partner.Key)).OfType<MappingFile>().ToList();
            if (own.Count > 0) Lay(partner.Key, own, overlays);
        }
        return files.Count;
    }

    private MappingFile? Read(string path, string partner)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (partner.Length == 0 || partner.Contains(Path.DirectorySeparatorChar))
            faults.Add(new MappingFault(new Position(path, 1, 1), "no partner's folder holds this file", $"put it into partners/ID/{name}.yaml"));
        else if (new MappingFileReader(path, faults).Read(File.ReadAllText(path), "", name) is { } file)
        {
            if (dialects.Any(d => Below(d, file) is not null)) return file;
            var known = dialects.SelectMany(d => d.Files).Select(f => f.Name).Distinct().ToList();
            faults.Add(new MappingFault(file.Start, $"there is no mapping '{name}' to lay it over", $"mappings are {string.Join(", ", known)}{Nearest.Hint(name, known)}"));
        }
        return null;
    }

    /// <summary>A partner speaks one dialect; its files are compiled together for each that takes all of them without fault.</summary>
    private void Lay(string partner, List<MappingFile> own, Dictionary<(string Partner, string Dialect, string Name), CompiledMapping> overlays)
    {
        List<MappingFault>? first = null;
        var taken = false;
        foreach (var dialect in dialects.Where(d => own.All(o => Below(d, o) is not null)))
        {
            var found = new List<MappingFault>();
            var compiled = Compile(dialect, own, found);
            if (found.Count > 0)
            {
                first ??= found;
                continue;
            }
            taken = true;
            foreach (var mapping in compiled) overlays[(partner, dialect.Name, mapping.Name)] = mapping;
        }
        if (taken) return;
        if (first is not null) faults.AddRange(first);
        else faults.Add(new MappingFault(own[0].Start, $"no dialect has all of {string.Join(", ", own.Select(o => o.Name))}", "a partner speaks one dialect: leave out the files of the others"));
    }

    private List<CompiledMapping> Compile(Dialect dialect, List<MappingFile> own, List<MappingFault> found)
    {
        var files = dialect.Files.Select(f => own.Find(o => o.Name == f.Name) is { } overlay ? Overlay.Apply(f, overlay, found) : f).ToList();
        var changed = own.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        if (found.Count > 0) return [];
        var compiler = new MappingCompiler(dialect.With(files), steps, found);
        return [.. files.Where(Concerned).Select(compiler.Compile).OfType<CompiledMapping>()];

        bool Concerned(MappingFile file) =>
            changed.Contains(file.Name) || (mappings.TryGetValue((dialect.Name, file.Name), out var mapping) && mapping.Parts.Overlaps(changed));
    }

    private static MappingFile? Below(Dialect dialect, MappingFile overlay) => dialect.Files.FirstOrDefault(f => f.Name == overlay.Name);
}
