namespace ProtocolGateway.Benchmarks;

/// <summary>The checkout that this program was built in: <c>tests/ProtocolGateway.Benchmarks/bin/CONFIGURATION/FRAMEWORK</c> is its place there.</summary>
internal static class Repository
{
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
    private static readonly string Root = Output.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

    public static string Mappings => Path.Combine(Root, "mappings");

    public static string Schemas => Path.Combine(Root, "schemas");

    /// <summary>The Host, built in the same configuration.</summary>
    public static string Host => Path.Combine(Root, "src", "ProtocolGateway.Host", "bin", Output.Parent!.Name, Output.Name, "ProtocolGateway.Host");
}
