namespace ProtocolGateway.Mapping;

/// <summary>All mappings of a gateway, compiled, with the partners' overlays. Immutable; a good change makes a new one.</summary>
public sealed class MappingBook
{
    /// <summary>The mapping of that name in that dialect, with the partner's overlay if there is one; null when there is none.</summary>
    public CompiledMapping? Find(string dialect, string name, string? partnerId = null) => throw new NotSupportedException();
}

/// <summary>Holds the mappings in force. Read <see cref="Current"/> once per message.</summary>
public interface IMappings
{
    MappingBook Current { get; }
}
