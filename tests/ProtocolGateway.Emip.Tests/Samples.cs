using System.Text;

namespace ProtocolGateway.Emip.Tests;

/// <summary>The documents of tests/Documents/emip, byte for byte.</summary>
internal static class Samples
{
    public static string Root { get; } = FindRoot();

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Root, "tests", "Documents", "emip", name + ".xml"));

    public static string Text(string name) => Encoding.UTF8.GetString(Bytes(name));

    public static IEnumerable<string> Names(string start) =>
        System.IO.Directory.EnumerateFiles(Path.Combine(Root, "tests", "Documents", "emip"), start + "*.xml")
            .Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ProtocolGateway.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The solution's folder is not above the tests.");
    }
}
