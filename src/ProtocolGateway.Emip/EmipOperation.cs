using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip;

/// <summary>A row of eMIP's table: a service in the face that hubs or parties know (emip.md 1.4).</summary>
/// <param name="Name">As in the journal: the service's, where it says one thing only.</param>
internal sealed record EmipOperation(string Name, Type? Message, string? Mapping = null, bool Said = false) : Operation(Name, Message, Mapping, Said)
{
    /// <summary>The service's name: what stands in roots and actions.</summary>
    public string Service { get; init; } = Name;

    /// <summary>The mapping that reads and writes the answer to a question; null for facts.</summary>
    public string? AnswerMapping { get; init; }

    /// <summary>True when the root is heard, and said, in this face.</summary>
    public bool Is(RequestRoot root) => root.Service == Service && SaidTo != (root.FromHub ? SaidTo.Hubs : SaidTo.Parties);
}
