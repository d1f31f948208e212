using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md sections 3, 6 and 7: a command's token as OCPI wants it, whole, and the reference of its session.</summary>
internal sealed class DriverStep : IStep
{
    private const int Longest = 36;

    public string Name => "driver";

    public string Purpose => "The whole token of a command, from the directory or made of what the command tells, and a reference that OCPI can carry.";

    public async ValueTask<Hold?> ApplyAsync(Completion completion, CancellationToken cancellation)
    {
        switch (completion.Message)
        {
            case StartSession start:
                var (token, hold) = await CompleteAsync(start.Token, start.Emsp, completion, cancellation).ConfigureAwait(false);
                if (hold is null) completion.Message = start with { Token = token, EmspSessionId = Reference(start, completion) };
                return hold;
            case ReserveNow reserve:
                (token, hold) = await CompleteAsync(reserve.Token, reserve.Emsp, completion, cancellation).ConfigureAwait(false);
                if (hold is null) completion.Message = reserve with { Token = token };
                return hold;
            default:
                throw new InvalidOperationException($"The step '{Name}' completes commands with a token; a {completion.Message.GetType().Name} was given.");
        }
    }

    private static string? Reference(StartSession start, Completion completion)
    {
        if (start.EmspSessionId is { Length: <= Longest }) return start.EmspSessionId;
        completion.Supplied("emsp_session_id", "our own id of the session");
        return start.SessionId;
    }

    private static async ValueTask<(Token? Token, Hold? Hold)> CompleteAsync(Token? told, PartyId? emsp, Completion completion, CancellationToken cancellation)
    {
        if (told is not { Uid: { Length: > 0 } uid, Type: { } type }) return (null, new("NoToken", "The command names no token."));
        if (uid.Length > Longest) return (null, new("TokenTooLong", $"The token's uid has {uid.Length} characters; OCPI can carry {Longest}."));
        if (told is { Party: not null, ContractId: not null, Issuer: not null, Valid: not null, Whitelist: not null, LastUpdated: not null }) return (told, null);
        var owner = told.Party ?? emsp;
        var known = (await completion.Directory.FindTokensAsync(uid, type, cancellation).ConfigureAwait(false)).FirstOrDefault(t => owner is not null && owner.Equals(t.Party));
        var contract = told.ContractId ?? known?.ContractId ?? (type is TokenType.EMAID ? uid : null);
        if (contract is null)
            return (null, new("NoContract", $"Neither the command nor the directory knows the contract of {owner}'s token. Import the token (tokens import).", Subjects.Token(type, uid)));
        completion.Supplied("token", known is null ? "what the command tells" : "the directory", known);
        return (told with
        {
            Party = owner,
            ContractId = contract,
            VisualNumber = told.VisualNumber ?? known?.VisualNumber,
            Issuer = told.Issuer ?? known?.Issuer ?? owner?.ToString(),
            GroupId = told.GroupId ?? known?.GroupId,
            Valid = told.Valid ?? true,
            Whitelist = told.Whitelist ?? WhitelistType.NEVER,
            Language = told.Language ?? known?.Language,
            LastUpdated = told.LastUpdated ?? completion.At,
        }, null);
    }
}
