using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping;

/// <summary>What a line under <c>ignored:</c> covers: those elements of theirs are lost in silence, and no others.</summary>
public sealed record IgnoredElements(Position At, string Subject, IReadOnlyList<string> Covers, string Reason)
{
    public override string ToString() => $"{At}: '{Subject}' ignores {string.Join(", ", Covers)} ({Reason})";
}
