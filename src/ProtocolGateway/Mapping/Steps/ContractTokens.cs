using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>The token behind a contract, which is all that OCPI 2.1.1 tells (ocpi.md 6.4, auth_id).</summary>
internal static class ContractTokens
{
    /// <summary>The contract's only token; of several, or of none, one that is named like the contract. Unchanged where its owner is in doubt.</summary>
    /// <param name="owned">The tokens that the directory has for the contract, whoever's.</param>
    public static CdrToken Complete(CdrToken told, IReadOnlyList<Token> owned, Completion completion)
    {
        var candidates = owned.Where(t => told.Party is null || told.Party.Equals(t.Party)).ToList();
        if ((told.Party ?? (candidates.Select(t => t.Party).Distinct().ToList() is [{ } only] ? only : null)) is not { } owner) return told;
        if (candidates is [var token])
        {
            completion.Supplied("cdr_token.uid", "the directory: the contract's only token", token);
            completion.Trail?.Took("cdr_token", token);
            return told with { Party = owner, Uid = token.Uid, Type = token.Type };
        }
        completion.Supplied("cdr_token.uid", $"the contract: the directory has {candidates.Count} tokens of it");
        return told with { Party = owner, Uid = told.ContractId, Type = TokenType.OTHER };
    }
}
