using ProtocolGateway.Canonical;

namespace ProtocolGateway.Questions;

/// <summary>Whose an EVSE or a contract is by the first characters of its id. Only a guess: it counts where such a party is known.</summary>
internal static class Prefixes
{
    private const int Length = 5;

    /// <summary>The party that the id begins with; null when it is too short, or begins with none.</summary>
    public static PartyId? Party(string id)
    {
        var key = Ids.Key(id);
        return key.Length > Length && PartyId.TryParse(key.AsSpan(0, Length), out var party) ? party : null;
    }
}
