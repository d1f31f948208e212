using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>Whom a fact goes to (contract.md section 2): the eMSP that the session's memory, else the record, else the directory names.</summary>
internal sealed class Routing(PartnerBook partners, ProtocolTable protocols, IDirectory directory)
{
    /// <summary>
    /// The owner of the record's token, where the record doesn't say it and the directory has exactly one such token; where it
    /// names a contract only (OCPI 2.1.1), the one owner of that contract's tokens.
    /// </summary>
    public async ValueTask<PartyId?> FindOwnerAsync(FactAbout about, CancellationToken cancellation)
    {
        if (about.Token is { Party: null, Uid: null or "", ContractId: { Length: > 0 } contract })
        {
            var tokens = await directory.FindContractAsync(contract, cancellation).ConfigureAwait(false);
            return tokens.Select(t => t.Party).Distinct().ToList() is [{ } only] ? only : null;
        }
        if (about.Token is not { Party: null, Uid: { Length: > 0 } uid } token) return null;
        var found = await directory.FindTokensAsync(uid, token.Type, cancellation).ConfigureAwait(false);
        return found.Count == 1 ? found[0].Party : null;
    }

    /// <summary>With the public id of the EVSE that a CPO names by its own, where nothing but its place tells which session was allowed.</summary>
    public async ValueTask<FactAbout> LocateAsync(FactAbout about, DateTimeOffset now, CancellationToken cancellation)
    {
        if (about is not { EvseId: null, EvseUid: { } uid, Session: { Kind: SessionNameKind.Cpo, Reference: null } }) return about;
        var place = await directory.FindEvseByUidAsync(about.Cpo, uid, about.StartedAt ?? now, cancellation).ConfigureAwait(false);
        return place?.Evse.EvseId is { } evse ? about with { EvseId = evse } : about;
    }

    /// <param name="session">The session's memory; null for one that nobody knows.</param>
    /// <param name="owner">What <see cref="FindOwnerAsync"/> found.</param>
    public Route Find(FactKind kind, FactAbout about, Partner? source, RememberedSession? session, PartyId? owner, DateTimeOffset now)
    {
        var remembered = session?.Emsp;
        var said = about.Token?.Party;
        if (remembered is not null && said is not null && !remembered.Equals(said))
            return new(remembered, null, null, new("PayerDiffers", $"The session belongs to {remembered}, the record names {said}."));
        if ((remembered ?? said ?? owner) is not { } payer) return new(null, null, null, UnknownPayer(about));
        if (partners.Find(Role.EMSP, payer) is not { } partner)
            return new(payer, null, null, new("NoRecipient", $"No partner speaks for the eMSP {payer}.", Settings));
        if (partner.Id == source?.Id)
            return new(payer, null, null, new("NoRecipient", $"Only {partner.Id}, who said it, speaks for the eMSP {payer}.", Settings));
        if (partners.FindAgreement(about.Cpo, payer, about.StartedAt ?? now) is null)
            return new(payer, partner, null, new("NoAgreement", $"No agreement covers {about.Cpo} and {payer}.", Settings));
        var operation = protocols.FindSaid(partner, kind.Message, about.Record);
        return operation is null
            ? new(payer, partner, null, new("NotInThisVersion", $"{partner.Protocol} can't say {kind.Name} yet.", Settings))
            : new(payer, partner, operation, null) { IsUnwanted = operation.OnRequest && session?.ReadingsWanted != true };
    }

    private const string Settings = "settings";

    private static Hold UnknownPayer(FactAbout about) => about.Token switch
    {
        { Uid: { Length: > 0 } uid, Type: { } type } => new(
            "NoRecipient", "Neither the session, nor the record, nor the directory says whose token it is.", $"token:{type}:{Ids.Key(uid)}"),
        { ContractId: { Length: > 0 } contract } => new(
            "NoRecipient", $"Neither the session, nor the record, nor the directory says whose contract {contract} is. Import its token (tokens import).", Settings),
        _ => new("NoRecipient", "The record names no token.", Settings),
    };
}

/// <param name="Payer">The eMSP that it is for, where one is known.</param>
/// <param name="Partner">Who is to get it; null when nobody can.</param>
/// <param name="Operation">How it is said.</param>
/// <param name="Hold">Why it can't go; null when it can.</param>
internal sealed record Route(PartyId? Payer, Partner? Partner, Operation? Operation, Hold? Hold)
{
    /// <summary>It is said only to those who asked for it, and this one didn't: nothing is owed.</summary>
    public bool IsUnwanted { get; init; }
}
