using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Rating;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>Makes a delivery ready to be said: finds the words for it, and completes it by its mapping's steps. Writes nothing down.</summary>
internal sealed class Preparation(ProtocolTable protocols, IDirectory directory, IPlaces places, ISessions sessions, PartnerBook partners, IRatings ratings)
{
    /// <param name="id">The delivery's.</param>
    /// <param name="claim">Its row.</param>
    /// <param name="message">The message as heard.</param>
    /// <param name="trail">Is told what happens; null where nobody asks.</param>
    public async ValueTask<Prepared> PrepareAsync(
        Guid id, ClaimedRow claim, Partner partner, object message, MappingBook book, Trail? trail, CancellationToken cancellation)
    {
        var kind = FactKinds.Of(message);
        if (protocols.FindSaid(partner, kind.Message, kind.Matter(message)) is not { } operation)
            return new(null, new("NotInThisVersion", $"{partner.Protocol} can't say {kind.Name} yet.", "settings"));
        var mapping = operation.Mapping is null ? null : book.Find(partner.Dialect, operation.Mapping, partner.Id);
        if (mapping is null && operation.Mapping is not null)
            return new(null, new("NoMapping", $"There is no mapping {operation.Mapping} for {partner.Dialect}.", $"mapping:{partner.Dialect}")) { Version = book.Version };

        var (from, to) = (Parties.Read(claim.FromParty), Parties.Read(claim.ToParty));
        var completed = message;
        var completion = default(Completion);
        if (mapping is { Steps.Count: > 0 })
        {
            completion = Complete(claim, kind, partner, message, from, to, trail);
            if (await mapping.CompleteAsync(completion, cancellation).ConfigureAwait(false) is { } hold) return new(null, hold) { Version = book.Version };
            completed = kind.Wrap(completion.Message);
        }
        var delivery = new Delivery
        {
            Id = id,
            Partner = partner,
            Operation = operation,
            Heard = message,
            Message = completed,
            Mapping = mapping,
            Mappings = book,
            Trail = trail,
            Supplied = completion?.Losses ?? [],
            From = from,
            To = to,
            Attempt = claim.Attempts,
            Repeat = claim.Repeat,
        };
        return new(delivery, null) { Version = book.Version, Rated = completion?.Rated };
    }

    private Completion Complete(ClaimedRow claim, FactKind kind, Partner partner, object message, PartyId? from, PartyId? to, Trail? trail) => new()
    {
        Message = kind.Matter(message),
        Directory = directory,
        Places = places,
        Sessions = sessions,
        Partner = partner,
        Source = partners.Find(claim.SourceId),
        Agreement = from is null || to is null ? null : partners.FindAgreement(from, to, kind.StartedAt(message) ?? claim.DeliverableAt),
        Gateway = partners.Gateway,
        At = claim.DeliverableAt,
        Exchange = claim.ExchangeId,
        Ratings = ratings,
        Trail = trail,
    };
}

/// <summary>A delivery that can be said, or why it can't. Exactly one of the two.</summary>
internal sealed record Prepared(Delivery? Delivery, Hold? Hold)
{
    /// <summary>The version of the mapping files that it was prepared with; null where it came to nothing before.</summary>
    public string? Version { get; init; }

    /// <summary>What it was rated at just now: whoever tells it keeps that before.</summary>
    public RatedPrice? Rated { get; init; }
}
