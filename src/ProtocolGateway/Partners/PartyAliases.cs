using System.Diagnostics.CodeAnalysis;
using ProtocolGateway.Canonical;

namespace ProtocolGateway.Partners;

/// <summary>What a partner calls parties otherwise than by their ids, such as <c>G_Apps</c> (translation.md section 2).</summary>
public sealed class PartyAliases
{
    private readonly Dictionary<string, PartyId> parties;
    private readonly Dictionary<PartyId, string> names = [];

    /// <param name="parties">By alias, in the spelling that is written; each party has one.</param>
    public PartyAliases(IReadOnlyDictionary<string, PartyId> parties)
    {
        this.parties = new Dictionary<string, PartyId>(parties, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, party) in parties) names[party] = name;
    }

    public static PartyAliases None { get; } = new(new Dictionary<string, PartyId>());

    /// <summary>An alias of this partner, else an id (<see cref="PartyId.TryParse"/>); false for anything else.</summary>
    public bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out PartyId? party) =>
        (parties.Count > 0 && parties.TryGetValue(text.Trim().ToString(), out party)) || (PartyId.TryParse(text, out party) && party is not null);

    /// <summary>What this partner calls the party; null for its id.</summary>
    public string? Find(PartyId party) => names.Count == 0 ? null : names.GetValueOrDefault(party);
}
