namespace ProtocolGateway.Journal;

/// <summary>What the writer says about versions of the mapping files.</summary>
internal sealed class MappingStatements(JournalConnection journal) : IDisposable
{
    private readonly Statement keep = journal.Prepare("INSERT INTO MappingVersions (Version, Files) VALUES (@version, @files) ON CONFLICT DO NOTHING");

    private readonly Statement use = journal.Prepare(
        """
        INSERT INTO MappingUses (Version, Node, At) SELECT @version, @node, @at
        WHERE COALESCE((SELECT Version FROM MappingUses ORDER BY Id DESC LIMIT 1), '') <> @version
        """);

    /// <summary>Nothing new for the version that was the last in use.</summary>
    public void Use(string version, byte[] files, string node, DateTimeOffset at)
    {
        keep.Run(version, files);
        use.Run(version, node, at);
    }

    public void Dispose()
    {
        keep.Dispose();
        use.Dispose();
    }
}
