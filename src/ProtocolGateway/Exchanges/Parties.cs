using ProtocolGateway.Canonical;

namespace ProtocolGateway.Exchanges;

/// <summary>Parties as the journal keeps them.</summary>
internal static class Parties
{
    /// <summary>Null for nothing.</summary>
    public static PartyId? Read(string? text) => PartyId.TryParse(text, out var party) ? party : null;
}
