using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Statuses;

/// <summary>
/// Takes EVSEs whose state has been stable for long enough, and owes it to everybody who is to be told: the taking and the owing are
/// one transaction, so one node does it, once.
/// </summary>
internal sealed class OweStatusWork(
    IReadOnlyList<DueLook> looks, StatusRouting routing, PartnerBook partners, StatusSettings settings, Node node, DateTimeOffset now)
    : JournalWork<IReadOnlyList<DueDelivery>>
{
    private static readonly FactKind Kind = FactKinds.Of(nameof(EvseStatusChanged));

    public override IReadOnlyCollection<long> Names => [StateWork.Name(node)];

    public override void Foresee(JournalSession journal)
    {
        foreach (var look in looks) journal.States.Foresee(look.Due.Place, now);
    }

    protected override IReadOnlyList<DueDelivery> Write(JournalSession journal)
    {
        var due = new List<DueDelivery>();
        foreach (var look in looks)
            if (journal.States.Claim(look.Due.Place, now) is { } state && look.Placed is not null) Owe(journal, look, state, due);
        return due;
    }

    private void Owe(JournalSession journal, DueLook look, EvseState state, List<DueDelivery> due)
    {
        var resolved = StateResolution.Resolve(state, look.Wider);
        var owed = new OwedState(resolved.Availability?.Status, resolved.Busy?.Status, Guid.CreateVersion7(now));
        if (resolved.Source is not { } source || owed with { Exchange = state.Owed.Exchange } == state.Owed) return;
        var (location, evse, _) = look.Placed!;
        var whole = new EvseStatusReport
        {
            Party = location.Party,
            EvseId = evse.EvseId,
            LocationId = location.Id,
            EvseUid = evse.Uid,
            Availability = resolved.Availability,
            Busy = resolved.Busy,
            Status = resolved.Status,
        };
        if (Later(resolved.Availability?.ChangedAt, resolved.Busy?.ChangedAt) is { } changedAt)
            journal.Directory.Published.Touch(new(PublishedKind.Location, location.Party!.Key, PublishedKeys.Of(location.Id!)), changedAt);
        var recipients = routing.Find(location.Party!, whole, source.PartnerId, now);
        if (recipients.Count == 0) return;
        var report = recipients.All(r => look.IsTold(r.Partner.Id, state)) ? Changed(whole, state.Owed) : whole;
        Insert(journal, owed.Exchange!.Value, state, source, report);
        journal.States.Owe(state.Place, owed);
        foreach (var recipient in recipients)
            if (Owe(journal, look, state, owed.Exchange.Value, source, report, recipient) is { } next) due.Add(next);
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;

    /// <summary>Only the half that changed, where everybody knows the other.</summary>
    private static EvseStatusReport Changed(EvseStatusReport whole, OwedState before) => whole with
    {
        Availability = whole.Availability?.Status == before.Availability ? null : whole.Availability,
        Busy = whole.Busy?.Status == before.Busy ? null : whole.Busy,
    };

    private void Insert(JournalSession journal, Guid exchange, EvseState state, StateSource source, EvseStatusReport report)
    {
        var heard = new Heard
        {
            Partner = partners.Find(source.PartnerId),
            Protocol = source.Protocol,
            Operation = source.Operation,
            ReceivedAt = source.HeardAt,
            Body = source.Document,
            Headers = source.Headers,
        };
        journal.Exchanges.Insert(
            exchange, heard, ExchangeResult.Accepted, source.Answer, state.Place.FactKey, CanonicalJson.Write(report), losses: source.Losses);
    }

    private DueDelivery? Owe(
        JournalSession journal, DueLook look, EvseState state, Guid exchange, StateSource source, EvseStatusReport report, StatusRecipient recipient)
    {
        var partner = recipient.Partner;
        var hold = report.Status == EvseStatus.REMOVED && settings.HoldRemoved
            ? new Hold("Removed", "eMSPs forget an EVSE that was removed, and can't undo it: retry to tell them, or drop it.")
            : null;
        var delivery = new NewDelivery
        {
            Id = Guid.CreateVersion7(now),
            ExchangeId = exchange,
            SourceId = source.PartnerId,
            PartnerId = partner.Id,
            Message = Kind.Name,
            Key = state.Place.FactKey,
            Subject = partner.Delivery.Order == DeliveryOrder.Partner ? "partner" : state.Place.FactKey,
            From = report.Party!.ToString(),
            To = recipient.Emsp?.ToString(),
            State = hold is null ? DeliveryState.Owed : DeliveryState.Held,
            Hold = hold,
            Trace = source.Trace,
            Cause = hold is null ? "heard" : $"heard; {hold.Code}",
        };
        var alone = partner.Delivery.Order == DeliveryOrder.Subject && look.NothingWaits(partner.Id, state);
        if (!alone && hold is null && partner.Delivery.Of(Kind.Name).Policy == Owing.Latest)
            journal.Waiting.Supersede(partner.Id, delivery.Subject, Kind.Name, long.MaxValue, $"a newer one came: exchange {exchange}", now);
        var waits = hold is not null || (!alone && journal.Deliveries.HasOwed(partner.Id, delivery.Subject));
        journal.Deliveries.Insert(delivery, now);
        return waits ? null : new(delivery.Id, partner.Id, Kind, new EvseStatusChanged { Report = report }, source.Trace);
    }
}
