using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ProtocolGateway.Mapping.Reloading;

namespace ProtocolGateway.Mapping.Versions;

/// <summary>The mapping files of one version, byte by byte.</summary>
public sealed class MappingFiles
{
    private const int Digits = 12;

    /// <param name="files">By their paths below the mappings' folder, with <c>/</c> between steps.</param>
    public MappingFiles(IReadOnlyDictionary<string, byte[]> files)
    {
        All = new SortedDictionary<string, byte[]>(files.ToDictionary(), StringComparer.Ordinal);
        Version = Hash();
    }

    /// <summary>
    /// Made of the files' names and of what is in them: 12 hexadecimal digits, the same on every node that has the same files,
    /// whenever and however they were put there.
    /// </summary>
    public string Version { get; }

    /// <summary>In the order of their paths.</summary>
    public IReadOnlyDictionary<string, byte[]> All { get; }

    /// <summary>The file's text; null when this version has no such file.</summary>
    public string? Text(string path) => All.TryGetValue(path, out var bytes) ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>These files with others laid over them.</summary>
    /// <param name="changes">Texts by paths as in <see cref="All"/>; null takes a file away.</param>
    /// <param name="wrong">The first path that is none of a mapping file, or of none that could be taken away; null when all are good.</param>
    public MappingFiles? With(IReadOnlyDictionary<string, string?> changes, out string? wrong)
    {
        wrong = changes.Where(c => !MappingFolder.Holds(c.Key) || (c.Value is null && !All.ContainsKey(c.Key))).Select(c => c.Key).FirstOrDefault();
        if (wrong is not null) return null;
        var files = All.Where(f => !changes.ContainsKey(f.Key)).ToDictionary();
        foreach (var (path, text) in changes)
            if (text is not null) files[path] = Encoding.UTF8.GetBytes(text);
        return new(files);
    }

    /// <summary>As a ZIP archive.</summary>
    public byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, bytes) in All)
            {
                using var entry = archive.CreateEntry(path, CompressionLevel.Optimal).Open();
                entry.Write(bytes);
            }
        return packed.ToArray();
    }

    public static MappingFiles Unpack(byte[] packed)
    {
        using var archive = new ZipArchive(new MemoryStream(packed));
        var files = new Dictionary<string, byte[]>();
        foreach (var entry in archive.Entries)
        {
            var bytes = new MemoryStream();
            using var content = entry.Open();
            content.CopyTo(bytes);
            files[entry.FullName] = bytes.ToArray();
        }
        return new(files);
    }

    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, bytes) in All)
        {
            Add(hash, Encoding.UTF8.GetBytes(path));
            Add(hash, bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
