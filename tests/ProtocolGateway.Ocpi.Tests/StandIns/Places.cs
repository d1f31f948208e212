namespace ProtocolGateway.Ocpi.Tests.StandIns;

/// <summary>Where the tests find files that are not their own, searched from the program upwards.</summary>
internal static class Places
{
    public static string Repository { get; } = Up(folder => File.Exists(Path.Combine(folder, "ProtocolGateway.sln")))
        ?? throw new InvalidOperationException("The tests run below the repository.");

    public static string Schemas { get; } = Path.Combine(Repository, "schemas", "ocpi-2.2.1");

    /// <summary>The specification's examples, which are not part of this repository; null where they are not at hand.</summary>
    public static string? Samples { get; } = Up(folder => System.IO.Directory.Exists(Path.Combine(folder, "shared", "samples", "ocpi"))) is { } above
        ? Path.Combine(above, "shared", "samples", "ocpi")
        : null;

    private static string? Up(Func<string, bool> holds)
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !holds(folder)) folder = Path.GetDirectoryName(folder);
        return folder;
    }
}
