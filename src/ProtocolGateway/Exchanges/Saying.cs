using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Versions;
using ProtocolGateway.Partners;
using ProtocolGateway.PartyStatuses;
using ProtocolGateway.Protocols;
using ProtocolGateway.Rating;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Exchanges;

/// <summary>Completes a claimed delivery and has its partner's protocol say it, once. Whatever happens is an attempt with an outcome.</summary>
internal sealed class Saying(
    ProtocolTable protocols, IMappingHistory history, Preparation preparation, IPartyStatuses parties, UnknownPlaces places,
    JournalWriter writer, Calls calls, DeliveryMeter meter, TimeProvider time, ILogger<Saying> logger)
{
    private const string Stopped = "The gateway was stopped before it was said.";

    // The protocol's own time-out, a partner's setting of up to ten minutes, comes first; this one keeps a bug from holding up
    // the partner for ever.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10.5);

    /// <param name="id">The delivery's.</param>
    /// <param name="claim">Its row.</param>
    /// <param name="lane">Whom it is for.</param>
    /// <param name="probes">It looks for an unreachable partner.</param>
    /// <param name="message">The message as heard.</param>
    /// <param name="supplied">Gets what the steps supplied.</param>
    /// <param name="cut">Ends a call that is under way.</param>
    public async Task<Attempt> SayAsync(
        Guid id, ClaimedRow claim, Lane lane, bool probes, object message, List<Loss> supplied, CancellationToken cut)
    {
        var attempt = await SayOneAsync(id, claim, lane, probes, message, supplied, cut).ConfigureAwait(false);
        if (attempt.Outcome is not Outcome.Refused { PlaceUnknown: true } refused || places.Find(lane.Partner, message) is not { } place) return attempt;

        // It is nobody's to repair: the partner is told the whole, then this again.
        var told = await SayOneAsync(id, claim, lane, probes, place, [], cut).ConfigureAwait(false);
        return told.Outcome switch
        {
            Outcome.Delivered => await SayOneAsync(id, claim, lane, probes, message, [], cut).ConfigureAwait(false),
            Outcome.Refused why => attempt with { Outcome = refused with { Text = $"{refused.Text}; nor does it take the location: {why.Code}: {why.Text}" } },
            Outcome.Held why => attempt with { Outcome = refused with { Text = $"{refused.Text}; nor can it be told the location: {why.Hold.Text}" } },
            Outcome.Unwanted => attempt,
            _ => told,
        };
    }

    private async Task<Attempt> SayOneAsync(
        Guid id, ClaimedRow claim, Lane lane, bool probes, object message, List<Loss> supplied, CancellationToken cut)
    {
        var partner = lane.Partner;
        Readiness prepared;
#pragma warning disable CA1031 // A bug in a step or a protocol must not lose the delivery: it gets an outcome like any other.
        try
        {
            prepared = await PrepareAsync(id, claim, partner, message, supplied, cut).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested)
        {
            return Attempt.NotBegun(Stopped);
        }
        catch (Exception e)
        {
            DeliveryLog.NotSaid(logger, id, partner.Id, e);
            return new(new Outcome.Unreachable("A fault in the gateway kept it from being said; see its log.")) { OurFault = true };
        }
#pragma warning restore CA1031

        if (prepared.Unready is { } unready) return Attempt.NotBegun(unready);
        if (prepared.Delivery is not { } delivery) return new(new Outcome.Held(prepared.Hold!)) { MappingVersion = prepared.Version };
        return await SendAsync(id, lane, probes, delivery, cut).ConfigureAwait(false) with { MappingVersion = prepared.Version };
    }

    private async Task<Attempt> SendAsync(Guid id, Lane lane, bool probes, Delivery delivery, CancellationToken cut)
    {
        var partner = lane.Partner;
        Calls.Turn turn;
        try
        {
            turn = await calls.EnterAsync(partner, cut).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return Attempt.NotBegun(Stopped);
        }

        using var call = turn;
        // Things may have changed while it waited for its turn.
        if (probes ? lane.Line.Standing.Paused : lane.Line.Standing.At(time.GetUtcNow()) != Passage.Open)
            return Attempt.NotBegun("Nothing is said to the partner for now.");

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cut);
        limit.CancelAfter(Limit);
        using var span = Traces.Part("say")?.SetTag(Traces.Operation, delivery.Operation.Name);
        var began = Stopwatch.GetTimestamp();
#pragma warning disable CA1031 // As above.
        try
        {
            var outcome = await protocols[partner.Protocol].SendAsync(delivery, limit.Token).ConfigureAwait(false);
            return new(outcome) { Cut = cut.IsCancellationRequested };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new(new Outcome.InDoubt("It was cut off while it was being said.")) { Cut = cut.IsCancellationRequested };
        }
        catch (Exception e)
        {
            // Once the protocol has been asked nobody knows how far it came.
            DeliveryLog.Thrown(logger, id, partner.Id, e);
            return new(new Outcome.InDoubt("A fault in the gateway interrupted the saying; see its log.")) { OurFault = true };
        }
#pragma warning restore CA1031
        finally
        {
            meter.Answered(partner, FactKinds.Of(delivery.Heard).Name, Stopwatch.GetElapsedTime(began));
        }
    }

    private async ValueTask<Readiness> PrepareAsync(
        Guid id, ClaimedRow claim, Partner partner, object message, List<Loss> supplied, CancellationToken cancellation)
    {
        // What is spoken with it is not known yet.
        if (partner.Settings is INegotiated { Registers: true, IsRegistered: false })
            return new(null, new("NotRegistered", "No registration with the partner has come about.", $"registration:{partner.Id}"));
        if (Parties.Read(claim.ToParty) is { } addressed && parties.IsAway(partner, addressed))
            return new(null, new("PartyAway", $"The hub says that {addressed} can't be reached.", $"party:{partner.Id}:{addressed.Key}"));
        var (book, whyNot) = await history.UseAsync(claim.MappingVersion, cancellation).ConfigureAwait(false);
        if (book is null) return new(null, new("NoMapping", whyNot!, null)) { Version = claim.MappingVersion };
        var prepared = await preparation.PrepareAsync(id, claim, partner, message, book, null, cancellation).ConfigureAwait(false);
        if (prepared.Rated is { } rated && await KeepAsync(claim, rated).ConfigureAwait(false) is { } unkept) return new(null, null, unkept);
        if (prepared.Delivery is { } delivery) supplied.AddRange(delivery.Supplied);
        return new(prepared.Delivery, prepared.Hold) { Version = prepared.Version };
    }

    /// <summary>Nothing is told that a repeat could tell otherwise: the price is written before. Why it could not be; null when all is well.</summary>
    private async ValueTask<string?> KeepAsync(ClaimedRow claim, RatedPrice rated)
    {
        var body = CanonicalJson.Write(rated);
        var written = await writer.WriteAsync(journal => journal.Ratings.Keep(claim.ExchangeId, body, time.GetUtcNow())).ConfigureAwait(false);
        return written.Unavailable is { } unavailable ? unavailable.Text : written.Value ? null : "It was rated by another node meanwhile.";
    }

    /// <param name="Unready">What keeps it from being said now; it is tried again.</param>
    private readonly record struct Readiness(Delivery? Delivery, Hold? Hold, string? Unready = null)
    {
        /// <summary>The version of the mapping files that it was prepared with.</summary>
        public string? Version { get; init; }
    }
}
