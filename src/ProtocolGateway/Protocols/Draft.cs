using ProtocolGateway.Mapping;

namespace ProtocolGateway.Protocols;

/// <summary>A document as it would be said.</summary>
/// <param name="Mapping">What wrote it.</param>
/// <param name="Text">The document, without what the wire puts around it; null where it is held.</param>
/// <param name="Hold">Why it can't be said as it is; null when it can.</param>
/// <param name="Losses">What the writing could not carry; what the steps supplied is not among it.</param>
public sealed record Draft(CompiledMapping Mapping, string? Text, Hold? Hold, IReadOnlyList<Loss> Losses);
