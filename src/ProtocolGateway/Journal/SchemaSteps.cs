using System.Globalization;

namespace ProtocolGateway.Journal;

/// <summary>The scripts that bring an older journal's schema up to date, in order: <c>Journal/Schema/001.sqlite.sql</c> and on.</summary>
internal sealed class SchemaSteps
{
    private readonly SchemaStep[] steps;

    private SchemaSteps(string provider)
    {
        var assembly = typeof(SchemaSteps).Assembly;
        var ending = $".{provider}.sql";
        steps = [.. from name in assembly.GetManifestResourceNames()
                    where name.EndsWith(ending, StringComparison.Ordinal)
                    let version = int.Parse(name.AsSpan(name.Length - ending.Length - 3, 3), CultureInfo.InvariantCulture)
                    orderby version
                    select new SchemaStep(version, new StreamReader(assembly.GetManifestResourceStream(name)!).ReadToEnd())];
    }

    public static SchemaSteps Sqlite { get; } = new("sqlite");

    public static SchemaSteps Postgres { get; } = new("postgres");

    /// <summary>What a journal lacks that has taken those steps.</summary>
    /// <exception cref="NewerJournalException">It has taken some that this program doesn't know.</exception>
    public IEnumerable<SchemaStep> Without(IReadOnlyCollection<long> taken) =>
        taken.Where(t => steps.All(s => s.Version != t)).ToList() is [var unknown, ..]
            ? throw new NewerJournalException(unknown, steps[^1].Version)
            : steps.Where(s => !taken.Contains(s.Version));
}

internal sealed record SchemaStep(int Version, string Sql);
