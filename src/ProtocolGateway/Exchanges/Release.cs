using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>
/// Sets what was held back to Owed: read again from its bytes where a mapping kept it, and routed again, since what arrived may
/// have changed either.
/// </summary>
internal sealed class Release(
    IDbContextFactory<JournalContext> contexts, JournalWriter writer, ProtocolTable protocols, IMappings mappings, PartnerBook partners,
    Routing routing, NewestRelease newest, Dispatcher dispatcher, TimeProvider time)
{
    /// <param name="mappingVersion">What is to write it; empty for the one in force. Null leaves it as it is.</param>
    public async Task<ReleaseResult> ReleaseAsync(long sequence, string cause, string? mappingVersion, CancellationToken cancellation)
    {
        if (await newest.ReleaseAsync(sequence, cause, mappingVersion, cancellation).ConfigureAwait(false) is { } released) return released;
        if (await LoadAsync(sequence, cancellation).ConfigureAwait(false) is not { } held) return new ReleaseResult.HeldNoLonger();
        var (row, exchange, session) = held;
        var kind = (SessionFactKind)FactKinds.Of(row.Message);
        var source = partners.Find(row.SourceId);
        var reading = ReadAgain(row, exchange, source);
        if (reading is { Message: null } or { Hold: not null })
            return await HoldAsync(row, reading.Hold ?? new("Unreadable", string.Join("; ", reading.Faults), row.WaitsFor), cause).ConfigureAwait(false);

        var message = reading?.Message ?? kind.Restore(row.Body ?? exchange.Canonical!);
        var about = About(kind, message, source, session);
        var owner = await routing.FindOwnerAsync(about, cancellation).ConfigureAwait(false);
        var route = routing.Find(kind, about, source, session, owner, time.GetUtcNow());
        if (route.Hold is { } hold) return await HoldAsync(row, hold, cause).ConfigureAwait(false);

        var written = await writer.WriteAsync(journal => Owe(journal, row, reading, about, route, source, kind, message, cause, mappingVersion)).ConfigureAwait(false);
        if (written.Unavailable is { } unavailable) return new ReleaseResult.Busy(unavailable.Text);
        if (written.Value is not { } owed) return new ReleaseResult.HeldNoLonger();
        if (owed.Due is { } due) dispatcher.Offer(due);
        return new ReleaseResult.Released();
    }

    private async Task<(DeliveryRow Row, ExchangeRow Exchange, RememberedSession Session)?> LoadAsync(long sequence, CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        var found = await (
            from delivery in journal.Deliveries.AsNoTracking()
            join exchange in journal.Exchanges on delivery.ExchangeId equals exchange.Id
            join fact in journal.Facts on delivery.Key equals fact.Key
            join session in journal.Sessions on fact.SessionId equals session.Id
            where delivery.Sequence == sequence && delivery.State == DeliveryState.Held
            select new { delivery, exchange, session.Body }).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
        return found is null
            ? null
            : (found.delivery, found.exchange, (RememberedSession)CanonicalJson.Read(found.Body, typeof(RememberedSession)));
    }

    /// <summary>Null where what was read stands. What the partner is owed in another form than it was heard in has been read.</summary>
    private Reading? ReadAgain(DeliveryRow row, ExchangeRow exchange, Partner? source)
    {
        if (source is null || row.Body is not null || row.WaitsFor?.StartsWith("mapping:", StringComparison.Ordinal) != true) return null;
        return protocols.FindHeard(exchange.Protocol, exchange.Operation)?.ReadAgain?.Invoke(new(source, exchange.Body, exchange.Headers, mappings.Current));
    }

    private static FactAbout About(SessionFactKind kind, object message, Partner? source, RememberedSession session)
    {
        var about = kind.Read(message, false, SessionNameKind.Service, [])
            ?? throw new InvalidOperationException("What was accepted once has lost its identity.");
        // Whose id the session's is was known when it was heard, and is kept with the session's names.
        var sender = source is null ? about.Cpo : SessionNaming.Neighbour(source, Role.CPO, about.Cpo);
        var own = session.Names.FirstOrDefault(n => n.Neighbour == sender.Key && n.Value == about.Session.Id && n.Kind != SessionNameKind.Emsp);
        return about with { Session = about.Session with { Kind = own?.Kind ?? SessionNameKind.Service } };
    }

    private async Task<ReleaseResult> HoldAsync(DeliveryRow row, Hold hold, string cause)
    {
        if (row.ReasonCode != hold.Code || row.Reason != hold.Text || row.WaitsFor != hold.WaitsFor)
        {
            var change = new StateChange(DeliveryState.Held, $"{cause}; {hold.Code}") { Hold = hold, Repeat = row.Repeat };
            var written = await writer.WriteAsync(
                journal => journal.Deliveries.Change(row.Sequence, DeliveryState.Held, change, time.GetUtcNow())).ConfigureAwait(false);
            if (written.Unavailable is { } unavailable) return new ReleaseResult.Busy(unavailable.Text);
            if (!written.Value) return new ReleaseResult.HeldNoLonger();
        }
        return new ReleaseResult.StillHeld($"{hold.Code}: {hold.Text}");
    }

    private Owed? Owe(
        JournalSession journal, DeliveryRow row, Reading? reading, FactAbout about, Route route, Partner? source, FactKind kind, object message, string cause,
        string? mappingVersion)
    {
        var now = time.GetUtcNow();
        var partner = route.Partner!;
        var policy = partner.Delivery.Of(kind.Name).Policy;
        if (policy == Owing.None || route.IsUnwanted)
            return journal.Deliveries.Change(row.Sequence, DeliveryState.Held, new(DeliveryState.Superseded, $"{cause}; {partner.Id} is owed none of these"), now) ? new(null) : null;
        if (policy == Owing.Latest)
            journal.Waiting.Supersede(partner.Id, row.Subject, row.Message, row.Sequence, $"a newer one is owed: {cause}", now);
        var waits = journal.Deliveries.HasOwed(partner.Id, row.Subject);
        var change = new StateChange(DeliveryState.Owed, cause) { Repeat = row.Repeat, PartnerId = partner.Id, ToParty = route.Payer!.ToString(), MappingVersion = mappingVersion };
        if (!journal.Deliveries.Change(row.Sequence, DeliveryState.Held, change, now)) return null;

        var known = journal.Exchanges.FindFact(row.Key)!;
        if (reading is not null)
            journal.Exchanges.ReadAgain(row.ExchangeId, CanonicalJson.Write(about.Record), LossJson.Write(reading.Losses));
        if (known.ExchangeId == row.ExchangeId)
            journal.Exchanges.ReplaceFact(row.Key, reading is null ? known.ContentHash : FactContent.Hash(about.Content), row.ExchangeId, route.Payer.Key);

        var session = journal.Sessions.Load(known.SessionId);
        var sender = source is null ? about.Cpo : SessionNaming.Neighbour(source, Role.CPO, about.Cpo);
        var names = new List<SessionName>();
        SessionNaming.AddTold(names, about, sender, SessionNaming.Neighbour(partner, Role.EMSP, route.Payer), session, whole: route.Operation?.Form == SessionForm.Whole);
        names.RemoveAll(session.Names.Contains);
        if (names.Count > 0 || session.Emsp is null)
            journal.Sessions.Update(session with { Emsp = session.Emsp ?? route.Payer, Names = [.. session.Names, .. names] }, names, now);
        return new(waits ? null : new DueDelivery(row.Id, partner.Id, kind, message));
    }

    private sealed record Owed(DueDelivery? Due);
}
