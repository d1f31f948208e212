namespace ProtocolGateway.Testing;

/// <summary>
/// Documents to test with: ours below tests/Documents, and the specifications' examples below ../shared/samples, which are
/// not ours to ship: where they are missing, tests over them do not exist.
/// </summary>
public static class Documents
{
    private static readonly string[] Roots =
    [
        Path.Combine(Repository.Root, "tests", "Documents"),
        // Beside the checkout, or beside the folder of work trees.
        Path.Combine(Repository.Root, "..", "shared", "samples"),
        Path.Combine(Repository.Root, "..", "..", "shared", "samples"),
    ];

    /// <summary>The file's full path; null when nobody has it.</summary>
    /// <param name="name">Such as <c>emip/ToIOP_HeartBeat_request.xml</c>.</param>
    public static string? Find(string name) =>
        Roots.Select(root => Path.GetFullPath(Path.Combine(root, name))).FirstOrDefault(File.Exists);

    /// <summary>The file's bytes.</summary>
    /// <exception cref="FileNotFoundException">Nobody has it.</exception>
    public static byte[] Read(string name) =>
        File.ReadAllBytes(Find(name) ?? throw new FileNotFoundException($"no document '{name}' below {string.Join(", ", Roots)}"));

    /// <summary>The names in a folder that fit a pattern, in order; none when nobody has the folder.</summary>
    /// <param name="folder">Such as <c>emip</c>.</param>
    /// <param name="pattern">Such as <c>bad_*.xml</c>.</param>
    public static IReadOnlyList<string> List(string folder, string pattern) =>
        [.. Roots
            .Select(root => Path.Combine(root, folder))
            .Where(System.IO.Directory.Exists)
            .SelectMany(path => System.IO.Directory.EnumerateFiles(path, pattern))
            .Select(path => $"{folder}/{Path.GetFileName(path)}")
            .Distinct()
            .Order(StringComparer.Ordinal)];
}
