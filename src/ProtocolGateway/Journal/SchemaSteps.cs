using System.Globalization;

namespace ProtocolGateway.Journal;

/// <summary>The scripts that bring an older journal's schema up to date, in order: <c>Journal/Schema/001.sqlite.sql</c> and on.</summary>
internal sealed record SchemaStep(int Version, string Sql);

internal static class SchemaSteps
{
    public static IReadOnlyList<SchemaStep> Sqlite { get; } = Load("sqlite");

    private static SchemaStep[] Load(string provider)
    {
        var assembly = typeof(SchemaSteps).Assembly;
        var ending = $".{provider}.sql";
        return [.. from name in assembly.GetManifestResourceNames()
                   where name.EndsWith(ending, StringComparison.Ordinal)
                   let version = int.Parse(name.AsSpan(name.Length - ending.Length - 3, 3), CultureInfo.InvariantCulture)
                   orderby version
                   select new SchemaStep(version, new StreamReader(assembly.GetManifestResourceStream(name)!).ReadToEnd())];
    }
}
