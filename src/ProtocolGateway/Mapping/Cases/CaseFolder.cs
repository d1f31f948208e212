using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Mapping.Cases;

/// <summary>The files of cases in a folder of mappings, each with the mapping that it is about.</summary>
internal sealed class CaseFolder(string mappings, MappingBook book)
{
    private static readonly Dictionary<string, CaseSource> Nothing = [];

    /// <summary>The cases of each file without fault.</summary>
    public IEnumerable<(CompiledMapping Mapping, IReadOnlyList<MappingCase> Cases)> Read(List<MappingFault> faults)
    {
        var models = new Dictionary<(string Dialect, string Mapping), IReadOnlyDictionary<string, CaseSource>>();
        // What a partner's cases are like may stand in a dialect's.
        foreach (var path in Files().OrderBy(f => PlaceOf(f).Owner is not null))
        {
            var (dialect, owner) = PlaceOf(path);
            if (dialect is null)
            {
                faults.Add(new MappingFault(new Position(path, 1, 1), "no mappings are kept beside this file", "put it into the folder 'cases' of a dialect, of profiles/NAME or of partners/ID"));
                continue;
            }
            var reader = new CaseFileReader(path, owner is null ? Nothing : Below(path, owner, models), faults);
            if (reader.Read(File.ReadAllText(path), dialect, owner) is not { } file) continue;
            if (owner is null) models[(dialect, file.Mapping)] = reader.Known;
            if (Mapping(file, faults) is { } mapping) yield return (mapping, file.Cases);
        }
    }

    private IEnumerable<string> Files() =>
        System.IO.Directory.GetFiles(mappings, "*.yaml", SearchOption.AllDirectories).Where(MappingCases.IsCase).Order(StringComparer.Ordinal);

    /// <summary>The dialect, empty for a partner's or profile's file; null where no mapping is beside the file.</summary>
    private (string? Dialect, string? Owner) PlaceOf(string path)
    {
        var place = Path.GetDirectoryName(Path.GetDirectoryName(path))!;
        return Path.GetRelativePath(mappings, place).Split(Path.DirectorySeparatorChar) switch
        {
            [OverlayLoader.Partners, var id] => ("", id),
            [FolderReader.ProfileFolder, var name] => ("", $"{FolderReader.ProfileFolder}/{name}"),
            [var folder] => (folder, null),
            _ => (null, null),
        };
    }

    private IReadOnlyDictionary<string, CaseSource> Below(
        string path, string owner, Dictionary<(string Dialect, string Mapping), IReadOnlyDictionary<string, CaseSource>> models) =>
        book.DialectsOf(owner).Select(d => models.GetValueOrDefault((d, Path.GetFileNameWithoutExtension(path)))).FirstOrDefault(m => m is not null) ?? Nothing;

    private CompiledMapping? Mapping(CaseFile file, List<MappingFault> faults)
    {
        var dialects = file.Dialect.Length > 0 ? [file.Dialect] : book.DialectsOf(file.Owner!).Where(d => book.Find(d, file.Mapping) is not null).ToList();
        if (dialects is [var only] && book.Find(only, file.Mapping, file.Owner) is { } mapping) return mapping;
        var known = book.All.Where(m => file.Dialect.Length == 0 || m.Dialect == file.Dialect).Select(m => m.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        faults.Add(dialects.Count > 1
            ? new MappingFault(file.At, $"{file.Owner} has '{file.Mapping}' in {string.Join(" and ", dialects)}", "say which of them with 'dialect:'")
            : new MappingFault(file.At, $"there is no mapping '{file.Mapping}' that these cases could be about", $"call the file as the mapping, or name it with 'mapping:'; mappings are {string.Join(", ", known)}{Nearest.Hint(file.Mapping, known)}"));
        return null;
    }
}
