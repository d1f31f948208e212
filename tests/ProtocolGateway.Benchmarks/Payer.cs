using System.Text.Json.Nodes;

namespace ProtocolGateway.Benchmarks;

/// <summary>One eMSP of many, and the card that its CDRs are about; made from the records' own, whose party is ABC.</summary>
/// <param name="Party">Three characters.</param>
internal sealed record Payer(string Party, string Uid)
{
    private const string RecordParty = "ABC";
    private const string RecordUid = "04A2B3C4D5E680";

    /// <summary>As a partner of the settings.</summary>
    public string Id => $"emsp-{Party}";

    /// <param name="count">Up to 100.</param>
    public static IReadOnlyList<Payer> Many(int count) => [.. Enumerable.Range(0, count).Select(n => new Payer($"A{n:00}", $"04A2B3C4D5{n:0000}"))];

    /// <summary>The eMIP CDR with this one in the place of the record's.</summary>
    public string Pays(string cdr) => cdr
        .Replace($"DE*{RecordParty}", $"DE*{Party}", StringComparison.Ordinal)
        .Replace($"DE-{RecordParty}-", $"DE-{Party}-", StringComparison.Ordinal)
        .Replace(RecordUid, Uid, StringComparison.Ordinal);

    public JsonNode Token()
    {
        var token = JsonNode.Parse(Records.Tokens)!.AsArray()[0]!.DeepClone();
        token["party_id"] = Party;
        token["uid"] = Uid;
        token["contract_id"] = $"DE-{Party}-C00A1B2C3-4";
        return token;
    }
}
