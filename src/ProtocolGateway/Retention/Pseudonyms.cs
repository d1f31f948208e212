using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Retention;

/// <summary>
/// What stands in the place of token uids and contract ids once nobody may know them: the same for the same id of this
/// installation, so that records of one card can still be told from others, and not to be turned back without its salt.
/// </summary>
internal sealed class Pseudonyms(byte[] salt)
{
    private const int HexDigits = 20;

    // Below that it would be found in every second word.
    private const int Shortest = 4;

    private static readonly string[] Holders = ["cdr_token", "token", "token_group"];
    private static readonly string[] Personal = ["uid", "contract_id", "visual_number", "group_id"];

    /// <summary>OCPI allows 36 characters for them.</summary>
    public string Of(string id) => "#" + Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(id.Trim().ToUpperInvariant())))[..HexDigits];

    /// <summary>A content hash that nobody can check guesses against.</summary>
    public byte[] Of(byte[] hash) => HMACSHA256.HashData(salt, hash);

    /// <summary>Whom a record tells of: what is to be replaced.</summary>
    public static IReadOnlyList<string> Find(JsonNode record)
    {
        var found = new HashSet<string>();
        // A token that was published is the whole record.
        if (record is JsonObject token && token.ContainsKey("uid")) Add(token, found);
        Collect(record, found);
        return [.. found];
    }

    /// <summary>
    /// The record with pseudonyms: in the token itself, and wherever else a text tells one of its ids. Signed data go, since
    /// they tell who charged and mean nothing once they are changed.
    /// </summary>
    public JsonNode? Replace(JsonNode? node, IReadOnlyList<string> ids)
    {
        switch (node)
        {
            case JsonObject members:
                members.Remove("signed_data");
                foreach (var (name, value) in members.ToList())
                    if (Replace(value, ids) is var replaced && !ReferenceEquals(replaced, value)) members[name] = replaced;
                return members;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                    if (Replace(items[i], ids) is var replaced && !ReferenceEquals(replaced, items[i])) items[i] = replaced;
                return items;
            case JsonValue value when value.TryGetValue(out string? text) && Replace(text, ids) is var changed && changed != text:
                return JsonValue.Create(changed);
            default:
                return node;
        }
    }

    public string Replace(string text, IReadOnlyList<string> ids)
    {
        foreach (var id in ids)
            if (text.Equals(id, StringComparison.OrdinalIgnoreCase)) return Of(id);
            else if (id.Length >= Shortest) text = text.Replace(id, Of(id), StringComparison.OrdinalIgnoreCase);
        return text;
    }

    private static void Collect(JsonNode? node, HashSet<string> found)
    {
        if (node is JsonArray items)
            foreach (var item in items) Collect(item, found);
        if (node is not JsonObject members) return;
        foreach (var (name, value) in members)
        {
            if (Holders.Contains(name) && value is JsonObject token) Add(token, found);
            Collect(value, found);
        }
    }

    private static void Add(JsonObject token, HashSet<string> found)
    {
        foreach (var personal in Personal)
            if (token[personal] is JsonValue id && id.TryGetValue(out string? text) && !text.StartsWith('#')) found.Add(text);
    }
}
