using ProtocolGateway.Mapping.Cases;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Plans;
using ProtocolGateway.Mapping.Versions;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Mapping;

/// <summary>
/// Lays the profiles' and the partners' own files over those of a dialect, and compiles what they change: parts, and all that
/// uses them. A profile nobody has is compiled too, so that what is wrong with it is found.
/// </summary>
/// <param name="folder">The mappings'; profiles' and partners' files are in folders of their own in it.</param>
/// <param name="all">What is in it.</param>
/// <param name="owners">The partners, by their ids.</param>
internal sealed class OverlayLoader(
    string folder, MappingFiles all, IReadOnlyDictionary<string, OverlayOwner> owners, IReadOnlyList<Dialect> dialects, Predicate<string> isWanted,
    IReadOnlyDictionary<(string Dialect, string Name), CompiledMapping> mappings, IReadOnlyList<IStep> steps, MappingCache cache, List<MappingFault> faults)
{
    public const string Partners = "partners";

    /// <summary>Returns how many files there are.</summary>
    public int Load(Dictionary<(string Partner, string Dialect, string Name), CompiledMapping> overlays)
    {
        var ofProfiles = ReadAll(FolderReader.ProfileFolder, out var profileFiles);
        var ofPartners = ReadAll(Partners, out var partnerFiles);
        foreach (var (profile, files) in ofProfiles) Lay($"{FolderReader.ProfileFolder}/{profile}", [files], overlays);
        var concerned = ofPartners.Keys.Concat(owners.Where(p => p.Value.Profile is { } its && ofProfiles.ContainsKey(its)).Select(p => p.Key)).Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var partner in concerned)
        {
            var layers = new List<List<MappingFile>>();
            if (owners.GetValueOrDefault(partner)?.Profile is { } profile && ofProfiles.TryGetValue(profile, out var below)) layers.Add(below);
            if (ofPartners.TryGetValue(partner, out var own)) layers.Add(own);
            Lay(partner, layers, overlays);
        }
        return profileFiles + partnerFiles;
    }

    /// <summary>The good files of each folder below.</summary>
    private Dictionary<string, List<MappingFile>> ReadAll(string part, out int count)
    {
        var found = new Dictionary<string, List<MappingFile>>(StringComparer.OrdinalIgnoreCase);
        var files = all.All.Keys.Where(f => f.StartsWith($"{part}/", StringComparison.Ordinal) && f.EndsWith(".yaml", StringComparison.Ordinal))
            // A profile's settings are beside the folder of its mappings.
            .Where(f => !MappingCases.IsCase(f) && (part == Partners || Path.GetDirectoryName(f) != part)).ToList();
        count = files.Count;
        foreach (var one in files.GroupBy(f => Path.GetDirectoryName(f[(part.Length + 1)..])!))
        {
            var good = one.Select(f => Read(f, part, one.Key)).OfType<MappingFile>().ToList();
            if (good.Count > 0) found[one.Key] = good;
        }
        return found;
    }

    private MappingFile? Read(string file, string part, string owner)
    {
        var (path, name) = (Path.Combine(folder, file), Path.GetFileNameWithoutExtension(file));
        if (owner.Length == 0 || owner.Contains('/', StringComparison.Ordinal))
            faults.Add(part == Partners
                ? new MappingFault(new Position(path, 1, 1), "no partner's folder holds this file", $"put it into partners/ID/{name}.yaml")
                : new MappingFault(new Position(path, 1, 1), "no profile's folder holds this file", $"put it into {part}/NAME/{name}.yaml"));
        else if (cache.Read(path, all.All[file], () => new MappingFileReader(path, faults).Read(all.Text(file)!, "", name), faults) is { } read)
        {
            if (dialects.Any(d => Below(d, read) is not null)) return read;
            var known = dialects.SelectMany(d => d.Files).Select(f => f.Name).Distinct().ToList();
            faults.Add(new MappingFault(read.Start, $"there is no mapping '{name}' to lay it over", $"mappings are {string.Join(", ", known)}{Nearest.Hint(name, known)}"));
        }
        return null;
    }

    /// <summary>
    /// A partner speaks one dialect; its files are compiled together for that, or, where nobody knows it, for each that takes all of
    /// them without fault.
    /// </summary>
    private void Lay(string partner, List<List<MappingFile>> layers, Dictionary<(string Partner, string Dialect, string Name), CompiledMapping> overlays)
    {
        List<MappingFault>? first = null;
        var taken = false;
        var own = layers.SelectMany(l => l).ToList();
        var spoken = dialects.FirstOrDefault(d => d.Name == owners.GetValueOrDefault(partner)?.Dialect);
        foreach (var dialect in (spoken is null ? dialects : [spoken]).Where(d => own.All(o => Below(d, o) is not null)).OrderByDescending(d => isWanted(d.Name)))
        {
            // Whether they fit a dialect that nobody wants is asked only when they don't fit one that is wanted.
            if (first is null && !isWanted(dialect.Name))
            {
                taken = true;
                continue;
            }
            var found = new List<MappingFault>();
            var compiled = Compile(partner, dialect, layers, found);
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
        else if (spoken is not null) faults.Add(new MappingFault(own[0].Start, $"{spoken.Name}, which {partner} speaks, lacks one of {string.Join(", ", own.Select(o => o.Name))}", $"its files are {string.Join(", ", spoken.Files.Select(f => f.Name))}"));
        else faults.Add(new MappingFault(own[0].Start, $"no dialect has all of {string.Join(", ", own.Select(o => o.Name))}", "a partner speaks one dialect: leave out the files of the others"));
    }

    private List<CompiledMapping> Compile(string partner, Dialect dialect, List<List<MappingFile>> layers, List<MappingFault> found)
    {
        var changed = layers.SelectMany(l => l).Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        Dialect? laid = null;
        var compiled = new List<CompiledMapping>();
        foreach (var file in dialect.Files.Where(Concerned))
            if (cache.Compile(partner, dialect, file.Name, FilesOf, () => CompileOwn(file.Name)) is { } mapping) compiled.Add(mapping);
        return compiled;

        bool Concerned(MappingFile file) =>
            changed.Contains(file.Name) || (mappings.TryGetValue((dialect.Name, file.Name), out var mapping) && mapping.Parts.Overlaps(changed));

        IEnumerable<MappingFile?> FilesOf(string name) => layers.Select(l => l.Find(o => o.Name == name)).Prepend(dialect.File(name));

        CompiledMapping? CompileOwn(string name)
        {
            if (laid is null)
            {
                laid = dialect.With(Lay(dialect.Files, layers, found));
                if (found.Count > 0) return null;
            }
            return new MappingCompiler(laid, steps, found).Compile(laid.File(name)!);
        }
    }

    private static IReadOnlyList<MappingFile> Lay(IReadOnlyList<MappingFile> files, List<List<MappingFile>> layers, List<MappingFault> found)
    {
        foreach (var layer in layers)
            files = [.. files.Select(f => layer.Find(o => o.Name == f.Name) is { } overlay ? Overlay.Apply(f, overlay, found) : f)];
        return files;
    }

    private static MappingFile? Below(Dialect dialect, MappingFile overlay) => dialect.File(overlay.Name);
}

/// <summary>A partner, as far as its own files go.</summary>
/// <param name="Profile">Null without one.</param>
/// <param name="Dialect">Null while it is not agreed on.</param>
internal sealed record OverlayOwner(string? Profile, string? Dialect);
