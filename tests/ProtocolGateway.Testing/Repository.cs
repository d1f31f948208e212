namespace ProtocolGateway.Testing;

/// <summary>The checkout that the tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder that holds ProtocolGateway.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Release or Debug: what the tests were built as, and so the gateway that they start.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The built gateway.</summary>
    public static string Host { get; } =
        Path.Combine(Root, "src", "ProtocolGateway.Host", "bin", Configuration, "net10.0", "ProtocolGateway.Host.dll");

    public static string Mappings { get; } = Path.Combine(Root, "mappings");

    public static string Schemas { get; } = Path.Combine(Root, "schemas");

    /// <summary>All mapping files, into a folder that is made if missing. What is there already is overwritten.</summary>
    public static void CopyMappings(string folder)
    {
        foreach (var file in System.IO.Directory.EnumerateFiles(Mappings, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Mappings, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ProtocolGateway.sln"))) return folder.FullName;
        throw new InvalidOperationException($"no ProtocolGateway.sln above {AppContext.BaseDirectory}: run the tests from a checkout");
    }
}
