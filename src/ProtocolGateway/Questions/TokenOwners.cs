using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Questions;

/// <summary>An eMSP that may own a token, and the partner to ask.</summary>
/// <param name="Operation">How it is asked.</param>
/// <param name="Known">Its token in the directory; null where there is none.</param>
internal sealed record Candidate(PartyId Emsp, Partner Partner, Operation Operation, Token? Known);

/// <summary>Who may be asked about a token; or what is answered without asking anybody.</summary>
/// <param name="Group">The group of the token, where the directory has one such token.</param>
internal sealed record Owners(IReadOnlyList<Candidate> Candidates, TokenAuthorized? Settled, string? Group = null)
{
    /// <summary>All tokens of that uid in the directory.</summary>
    public IReadOnlyList<Token> Known { get; init; } = [];
}

/// <summary>
/// Whose token it is (translation.md section 5): the eMSP that a hub names, else the token directory, the prefix of a contract,
/// the UID ranges of the agreements, and at last those who want to be asked about tokens that nobody knows.
/// </summary>
internal sealed class TokenOwners(ConversationTools tools, DateTimeOffset now)
{
    public async ValueTask<Owners> FindAsync(AuthorizeToken question, Partner source, CancellationToken cancellation)
    {
        IReadOnlyList<Token> known = question.Token is { Uid: { } uid } token
            ? await tools.Directory.FindTokensAsync(uid, token.Type, cancellation).ConfigureAwait(false) : [];
        return Find(question, source, known) with { Group = known.Count == 1 ? known[0].GroupId : null, Known = known };
    }

    private Owners Find(AuthorizeToken question, Partner source, IReadOnlyList<Token> known)
    {
        var cpo = question.Cpo!;
        var owners = Named(question, known);
        if (owners.Count == 0) return new([], new TokenAuthorized { Unanswered = UnansweredReason.UNKNOWN_TOKEN });

        var agreeing = owners.Where(o => tools.Partners.FindAgreement(cpo, o, now) is not null).ToList();
        if (agreeing.Count == 0) return new([], new TokenAuthorized { Unanswered = UnansweredReason.NO_AGREEMENT });
        if (agreeing.Count == 1 && Whitelisted(known.Where(t => agreeing[0].Equals(t.Party)).ToList()) is { } settled) return new([], settled);

        var candidates = new List<Candidate>();
        foreach (var owner in agreeing)
            if (tools.Partners.Find(Role.EMSP, owner) is { } partner && partner.Id != source.Id
                && tools.Protocols.FindSaid(partner, typeof(AuthorizeToken), question) is { } operation)
                candidates.Add(new(owner, partner, operation, known.FirstOrDefault(t => owner.Equals(t.Party))));
        return candidates.Count == 0 ? new([], new TokenAuthorized { Emsp = agreeing[0], Unanswered = UnansweredReason.NO_ANSWER }) : new(candidates, null);
    }

    private List<PartyId> Named(AuthorizeToken question, IReadOnlyList<Token> known)
    {
        if (question.Emsp is { } named) return tools.Partners.Find(Role.EMSP, named) is null ? [] : [named];
        var owners = known.Select(t => t.Party).OfType<PartyId>().Distinct().ToList();
        if (owners.Count > 0) return owners;
        if (question.Token is not { Uid: { } uid } token) return [];
        // What isn't a card is a contract, and its first characters are its eMSP's.
        if (token.Type != TokenType.RFID && tools.Partners.OwnerByPrefix(Role.EMSP, uid) is { } owner) return [owner];
        var covering = tools.Partners.Agreements.Where(a => a.CoversCpo(question.Cpo!, now)).ToList();
        if (token.Type == TokenType.RFID)
        {
            var ranged = covering.Where(a => a.UidRanges.Any(r => r.Contains(uid))).Select(a => a.Emsp).OfType<PartyId>().Distinct().ToList();
            if (ranged.Count > 0) return ranged;
        }
        return [.. covering.Where(a => a.AskUnknownTokens).SelectMany(Emsps).Distinct()];
    }

    private IEnumerable<PartyId> Emsps(Agreement agreement) => agreement.Emsp is { } named
        ? [named]
        : tools.Partners.All.SelectMany(p => p.Roles.Concat(p.Reaches)).Where(r => r.Role == Role.EMSP).Select(r => r.Party);

    /// <summary>What the directory alone decides; null where the eMSP is to be asked.</summary>
    private static TokenAuthorized? Whitelisted(List<Token> known)
    {
        if (known.Count != 1) return null;
        var token = known[0];
        if (token.Valid == false) return new() { Allowed = AllowedType.NOT_ALLOWED, Emsp = token.Party };
        return token.Whitelist == WhitelistType.ALWAYS ? Allowed(token) : null;
    }

    /// <summary>Allowed by the directory.</summary>
    public static TokenAuthorized Allowed(Token token) =>
        new() { Allowed = AllowedType.ALLOWED, Emsp = token.Party, ContractId = token.ContractId };
}
