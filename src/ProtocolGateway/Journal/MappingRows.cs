namespace ProtocolGateway.Journal;

/// <summary>The mapping files of a version that was in force once. Never changed, never deleted.</summary>
public sealed class MappingVersionRow
{
    /// <inheritdoc cref="Mapping.Versions.MappingFiles.Version"/>
    public string Version { get; init; } = "";

    /// <summary><see cref="Mapping.Versions.MappingFiles.Pack"/>.</summary>
    public byte[] Files { get; init; } = [];
}

/// <summary>From when on a version was in force, in the order of happening; a node that follows another writes none.</summary>
public sealed class MappingUseRow
{
    public long Id { get; init; }

    public string Version { get; init; } = "";

    /// <summary>The node that had it first.</summary>
    public string Node { get; init; } = "";

    public DateTimeOffset At { get; init; }
}
