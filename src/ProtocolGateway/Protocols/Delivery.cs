using ProtocolGateway.Partners;

namespace ProtocolGateway.Protocols;

/// <summary>One canonical message owed to one partner, completed and ready to be said.</summary>
public sealed record Delivery
{
    public required Guid Id { get; init; }

    public required Partner Partner { get; init; }

    /// <summary>The operation of the partner's protocol that says it.</summary>
    public required Operation Operation { get; init; }

    /// <summary>The canonical message as heard.</summary>
    public required object Heard { get; init; }

    /// <summary>The same, completed by the mapping's steps.</summary>
    public required object Message { get; init; }

    /// <summary>The mapping that writes it; null where the operation has none.</summary>
    public required Mapping.CompiledMapping? Mapping { get; init; }

    /// <summary>All mappings of the version that <see cref="Mapping"/> is of, for what else of them it takes to say it and to read the answer.</summary>
    public required Mapping.MappingBook Mappings { get; init; }

    /// <summary>Is told what happens; null where nobody asks.</summary>
    public Mapping.Trail? Trail { get; init; }

    /// <summary>What the steps supplied.</summary>
    public IReadOnlyList<Mapping.Loss> Supplied { get; init; } = [];

    /// <summary>The party on whose behalf it is said, and the one it is for.</summary>
    public required Canonical.PartyId? From { get; init; }

    public required Canonical.PartyId? To { get; init; }

    /// <summary>1 for the first time.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>An earlier attempt may have been heard: an answer "I have that already" is a success.</summary>
    public bool Repeat { get; init; }
}
