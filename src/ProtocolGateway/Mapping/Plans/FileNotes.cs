namespace ProtocolGateway.Mapping.Plans;

/// <summary>What building a file's plans found out beside faults.</summary>
internal sealed class FileNotes
{
    /// <summary>The names of the files that describe parts of this one.</summary>
    public HashSet<string> Parts { get; } = new(StringComparer.Ordinal);

    public List<IgnoredElements> Ignored { get; } = [];
}
