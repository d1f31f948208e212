using System.Text.RegularExpressions;
using ProtocolGateway.Mapping.Cases;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Versions;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Mapping.Reloading;

/// <summary>The mapping files as they lie in their folder.</summary>
public static partial class MappingFolder
{
    /// <summary>The files' version (<see cref="MappingFiles.Version"/>); null while somebody is moving them.</summary>
    public static string? VersionOf(string folder) => Read(folder)?.Version;

    /// <summary>The files' names, lengths and times: what is not changed looks the same. Null while somebody is moving them.</summary>
    public static string? LookOf(string folder)
    {
        try
        {
            return string.Join('\n', Files(folder).Select(path => new FileInfo(path)).Select(f => $"{f.FullName} {f.Length} {f.LastWriteTimeUtc.Ticks}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Null while somebody is moving them.</summary>
    public static MappingFiles? Read(string folder)
    {
        var files = new Dictionary<string, byte[]>();
        try
        {
            ReadInto(files, folder);
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            // Whoever loads them says which file it is.
        }
        return new(files);
    }

    /// <exception cref="IOException">Somebody is moving them.</exception>
    /// <exception cref="UnauthorizedAccessException">One may not be read.</exception>
    public static MappingFiles ReadAll(string folder)
    {
        var files = new Dictionary<string, byte[]>();
        ReadInto(files, folder);
        return new(files);
    }

    /// <summary>Makes the folder's files those of a version. Each is put in place at once; those that the version doesn't have are removed.</summary>
    /// <returns>What was written or removed, by path.</returns>
    public static IReadOnlyList<string> Write(string folder, MappingFiles files)
    {
        var before = Read(folder) ?? throw new IOException($"{folder} is being changed by somebody else");
        var changed = new List<string>();
        foreach (var (path, bytes) in files.All.Where(f => before.All.GetValueOrDefault(f.Key)?.AsSpan().SequenceEqual(f.Value) != true))
        {
            var target = Path.Combine(folder, path);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var beside = $"{target}.new";
            File.WriteAllBytes(beside, bytes);
            File.Move(beside, target, overwrite: true);
            changed.Add(path);
        }
        foreach (var path in before.All.Keys.Where(p => !files.All.ContainsKey(p)))
        {
            File.Delete(Path.Combine(folder, path));
            changed.Add(path);
        }
        return changed;
    }

    private static void ReadInto(Dictionary<string, byte[]> files, string folder)
    {
        foreach (var path in Files(folder))
            files[Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')] = BytesOf(new FileInfo(path));
    }

    /// <summary>Of one that is too large so much that this is seen.</summary>
    private static byte[] BytesOf(FileInfo file)
    {
        if (file.Length <= YamlText.Largest) return File.ReadAllBytes(file.FullName);
        var bytes = new byte[YamlText.Largest + 1];
        using var stream = file.OpenRead();
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>True for a path that a mapping file may have below the folder, with <c>/</c> between steps. None leads out of it.</summary>
    public static bool Holds(string path) => Below().IsMatch(path) && IsOfMappings(path);

    private static IEnumerable<string> Files(string folder) => System.IO.Directory.Exists(folder)
        ? System.IO.Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(IsOfMappings).Order(StringComparer.Ordinal)
        : [];

    /// <summary>Mappings, and their cases with the documents beside them. A profile's own settings are read with the gateway's, at a start.</summary>
    private static bool IsOfMappings(string path) =>
        MappingCases.IsCase(path) || (path.EndsWith(".yaml", StringComparison.Ordinal) && Path.GetFileName(Path.GetDirectoryName(path)) != FolderReader.ProfileFolder);

    [GeneratedRegex(@"^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+\z")]
    private static partial Regex Below();
}
