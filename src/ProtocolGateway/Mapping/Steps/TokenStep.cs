using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 4, cdr_token, and section 7.</summary>
internal sealed class TokenStep() : ChargeDetailRecordStep(
    "token", "Who pays: the token's owner and contract, from the session's memory, else from the directory.")
{
    private const int LongestUid = 36;

    protected override async ValueTask<Completed> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        var told = record.CdrToken ?? new CdrToken();
        var session = await completion.Memory.FindSessionAsync(record, completion, cancellation).ConfigureAwait(false);
        if (Differs(told, session) is { } differs) return differs;
        if (completion.Memory.IsIssuersOwn && told is { Party: not null, Uid: not null, Type: not null, ContractId: not null }) return record;

        var token = Remember(told, session, completion);
        if (token is { Uid: null, ContractId: { } contract })
        {
            var owned = await completion.Directory.FindContractAsync(contract, cancellation).ConfigureAwait(false);
            token = ContractTokens.Complete(token, owned, completion);
        }
        if (token is not { Uid: { Length: > 0 } uid, Type: { } type }) return new Hold("NoToken", "Neither the record nor the session names a token.");
        if (uid.Length > LongestUid)
            return new Hold("TokenTooLong", $"The token's uid has {uid.Length} characters; OCPI can carry {LongestUid}.");

        if (session?.Token?.ContractId is not null && token.Party is not null) return record with { CdrToken = token };
        var known = await completion.Directory.FindTokensAsync(uid, type, cancellation).ConfigureAwait(false);
        if (token.Party is null)
        {
            if (await FindOwnerAsync(token, known, completion, cancellation).ConfigureAwait(false) is not { } owner) return NoOwner(uid, type, known);
            token = token with { Party = owner };
            completion.Supplied("cdr_token.party", $"the directory: only {owner} has the token", known.Count > 0 ? known[0] : null);
        }
        return Complete(token, [.. known.Where(t => token.Party.Equals(t.Party))], completion) is { } whole
            ? record with { CdrToken = whole }
            : new Hold(
                "NoContract",
                $"Neither the session, nor the directory, nor the record knows the contract of {token.Party}'s token. Import the token (tokens import).",
                Subjects.Token(type, uid));
    }

    private static Hold? Differs(CdrToken told, RememberedSession? session) =>
        told.Party is { } said && (session?.Token?.Party ?? session?.Emsp) is { } remembered && !said.Equals(remembered)
            ? new Hold("PayerDiffers", $"The session belongs to {remembered}, the record names {said}.")
            : null;

    private static CdrToken Remember(CdrToken told, RememberedSession? session, Completion completion)
    {
        var party = told.Party ?? session?.Emsp;
        if (session?.Token is not { } token) return told with { Party = party };
        if (told.Uid is { } uid && token.Uid is { } remembered && Ids.Key(uid) != Ids.Key(remembered))
            completion.Losses.Add(new Loss(LossKind.Differs, "cdr_token.uid", "the record names another token than the session was authorised for"));
        completion.Supplied("cdr_token", "the session's memory", session);
        return new CdrToken
        {
            Party = token.Party ?? party,
            Uid = token.Uid ?? told.Uid,
            Type = token.Type ?? told.Type,
            ContractId = token.ContractId ?? told.ContractId,
        };
    }

    /// <summary>The one eMSP that has the token, or the contract where the token is one.</summary>
    private static async ValueTask<PartyId?> FindOwnerAsync(
        CdrToken token, IReadOnlyList<Token> known, Completion completion, CancellationToken cancellation)
    {
        if (known.Count == 0 && token.Type == TokenType.EMAID)
            known = await completion.Directory.FindContractAsync(token.Uid!, cancellation).ConfigureAwait(false);
        return known.Select(t => t.Party).Distinct().ToList() is [{ } owner] ? owner : null;
    }

    /// <summary>With a contract: the directory's, the alias that the record tells, the uid where it is a contract. Null for none.</summary>
    private static CdrToken? Complete(CdrToken token, List<Token> owned, Completion completion)
    {
        if (owned is [{ ContractId: not null } known])
        {
            completion.Supplied("cdr_token.contract_id", "the directory", known);
            return token with { Uid = known.Uid, Type = known.Type, ContractId = known.ContractId };
        }
        if (token.ContractId is not null) return token;
        if (token.Type != TokenType.EMAID) return null;
        completion.Supplied("cdr_token.contract_id", "the token's uid, which is a contract");
        completion.Trail?.Made("cdr_token.contract_id", "cdr_token.uid");
        return token with { ContractId = token.Uid };
    }

    private static Hold NoOwner(string uid, TokenType type, IReadOnlyList<Token> known) => new(
        "NoRecipient",
        known.Count == 0
            ? "Neither the session, nor the record, nor the directory says whose token it is. Import the token (tokens import)."
            : $"The record doesn't say whose token it is, and several have it: {string.Join(", ", known.Select(t => t.Party).Distinct())}.",
        Subjects.Token(type, uid));
}
