using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ProtocolGateway.Mapping.Cases;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Mapping.Reloading;

/// <summary>The mapping files as they lie in their folder.</summary>
public static class MappingFolder
{
    private const int Digits = 12;

    /// <summary>
    /// A version of the files by their names and what is in them: 12 hexadecimal digits, the same on every node that has the same
    /// files, whenever and however they were put there. Null while somebody is moving them.
    /// </summary>
    public static string? VersionOf(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            foreach (var path in Files(folder))
            {
                Add(hash, Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, path)));
                Add(hash, File.ReadAllBytes(path));
            }
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            // Whoever loads them says which file it is.
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }

    private static IEnumerable<string> Files(string folder) => System.IO.Directory.Exists(folder)
        ? System.IO.Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(IsOfMappings).Order(StringComparer.Ordinal)
        : [];

    /// <summary>Mappings, and their cases with the documents beside them. A profile's own settings are read with the gateway's, at a start.</summary>
    private static bool IsOfMappings(string path) =>
        MappingCases.IsCase(path) || (path.EndsWith(".yaml", StringComparison.Ordinal) && Path.GetFileName(Path.GetDirectoryName(path)) != FolderReader.ProfileFolder);

    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
