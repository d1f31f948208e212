using System.Security.Cryptography;

namespace ProtocolGateway.Registrations;

/// <summary>The key that tokens are sealed with where the settings give none: a file of the data directory that only its owner reads.</summary>
internal static class KeyFile
{
    public const int Length = 32;

    public const string Name = "token.key";

    /// <summary>Read, or made at first use.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public static byte[] Read(string directory)
    {
        var path = Path.Combine(directory, Name);
        if (!File.Exists(path)) Make(path);
        var key = File.ReadAllBytes(path);
        return key.Length == Length ? key : throw new InvalidDataException($"'{path}' holds {key.Length} bytes; expected {Length}.");
    }

    /// <summary>Whole or not at all: another process may make it at the same time.</summary>
    private static void Make(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var draft = $"{path}.{Guid.NewGuid():N}";
        using (var file = new FileStream(draft, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Length));
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
