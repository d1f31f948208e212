using ProtocolGateway.Canonical;

namespace ProtocolGateway.Partners;

/// <summary>Reads <c>Prefixes</c>: whose contracts and EVSEs are whose ids begin otherwise than their party's (translation.md section 2).</summary>
internal sealed class PrefixReader(SettingSection gateway)
{
    private const string Key = "Prefixes";

    /// <summary>By the prefix without separators, upper case.</summary>
    public IReadOnlyDictionary<string, PartyId> Read()
    {
        var found = new Dictionary<string, PartyId>(StringComparer.Ordinal);
        foreach (var (text, party) in gateway.Parties(Key))
        {
            var prefix = Ids.Key(text);
            if (prefix.Length != PartnerBook.PrefixLength || !prefix.All(char.IsAsciiLetterOrDigit))
                gateway.Fault($"{Key}:{text}", $"'{text}' is no prefix; expected two letters of the country and three letters or digits, such as \"FR*ABC\"");
            else if (!found.TryAdd(prefix, party)) gateway.Fault($"{Key}:{text}", "the prefix is given twice; expected once");
        }
        return found;
    }
}
