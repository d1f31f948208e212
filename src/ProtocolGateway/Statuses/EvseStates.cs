using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Statuses;

/// <summary>
/// How EVSEs stand (translation.md section 9). A report is kept as the newest of its place and acknowledged; it is no exchange of its
/// own, since thousands come in a second: an exchange is journaled, with the bytes of the newest report, when a state that has been
/// stable for long enough becomes owed to partners.
/// </summary>
public interface IEvseStates
{
    /// <summary>Takes a report: when this returns <see cref="StatusTaking.Taken"/> it is on disk.</summary>
    Task<StatusTaking> ReportAsync(HeardStatus status, CancellationToken cancellation);

    /// <summary>How an EVSE of the directory stands now, its pool's, station's and only connector's reports included; nothing known: both null.</summary>
    /// <exception cref="System.Data.Common.DbException">The journal is out of reach.</exception>
    StandingEvse Find(Location location, Evse evse);
}

/// <summary>How an EVSE stands.</summary>
public sealed record StandingEvse(AvailabilityReport? Availability, BusyReport? Busy)
{
    public EvseStatus Status => EvseStatusTable.Combine(Availability?.Status, Busy?.Status);
}

internal sealed class EvseStates(
    StatusGathering gathering, StateResolution resolution, IDirectory directory, IPlaces places, IGateway gateway, StatusSettings settings,
    StatusMeter meter, TimeProvider time) : IEvseStates
{
    public async Task<StatusTaking> ReportAsync(HeardStatus status, CancellationToken cancellation)
    {
        var source = status.Heard.Partner ?? throw new ArgumentException("A report needs a partner who said it.", nameof(status));
        using var span = Traces.Hear("report", status.Heard);
        gateway.HeardFrom(source, status.Heard.ReceivedAt);
        var taking = await TakeAsync(status, source, Traces.Carry(span), cancellation).ConfigureAwait(false);
        span?.SetTag(Traces.Outcome, taking.GetType().Name);
        meter.Heard(status.Heard, taking);
        return taking;
    }

    public StandingEvse Find(Location location, Evse evse) => resolution.Find(location, evse);

    private async Task<StatusTaking> TakeAsync(HeardStatus status, Partner source, string? trace, CancellationToken cancellation)
    {
        // A code that no table knows: a newer report comes, so nothing is kept for a mapping that might know it.
        if (status.Reading is not { Message: EvseStatusReport report, Hold: null })
            return await RefuseAsync(status, new(RefusalKind.BadContent, "", status.Reading.Hold?.Text ?? "it can't be read")).ConfigureAwait(false);
        if (StatusCheck.FindFaults(report) is { Count: > 0 } faults)
            return await RefuseAsync(status, new(RefusalKind.BadContent, faults)).ConfigureAwait(false);
        if (!source.SpeaksFor(Role.CPO, report.Party!))
            return await RefuseAsync(status, new(RefusalKind.ForeignParty, "party", $"{source.Id} doesn't speak for the CPO {report.Party}")).ConfigureAwait(false);

        var (place, id) = StatusCheck.Place(report)!.Value;
        var evses = await FindEvsesAsync(report.Party!, place.Scope, id, cancellation).ConfigureAwait(false);
        var taken = new StatusTaking.Taken(evses is not null);
        var wide = place.Scope == StatusScope.Evse ? [] : evses ?? [];
        if (gathering.Add(State(status, source, report, place, id, taken, trace), wide, out var coalesced) is not { } written)
            return Busy(source, status, "Too many EVSEs report at once.");
        if (coalesced) meter.Coalesced(status.Heard);
        return await written.ConfigureAwait(false) is { } unavailable ? Busy(source, status, unavailable.Text) : taken;
    }

    private EvseState State(HeardStatus status, Partner source, EvseStatusReport report, StatusPlace place, string id, StatusTaking.Taken taken, string? trace)
    {
        var now = time.GetUtcNow();
        var losses = new List<Loss>(status.Reading.Losses);
        var (availability, busy) = StatusCheck.Settle(report, now, losses);
        var heard = status.Heard;
        return new(place, id, availability, busy, new(
            source.Id, heard.Protocol, heard.Operation, heard.ReceivedAt, heard.Body.ToArray(), heard.Headers, status.Answer(taken), LossJson.Write(losses), trace))
        {
            DueAt = now + settings.StableFor,
        };
    }

    /// <summary>The EVSEs that a report is about; null when the directory doesn't know it, or knows it as another CPO's.</summary>
    private async ValueTask<IReadOnlyList<(StatusPlace, string)>?> FindEvsesAsync(PartyId owner, StatusScope scope, string id, CancellationToken cancellation)
    {
        switch (scope)
        {
            case StatusScope.Evse:
                var found = await directory.FindEvseAsync(id, time.GetUtcNow(), cancellation).ConfigureAwait(false);
                return found is { Exact: true } && owner.Equals(found.Location.Party) ? [(StatusPlace.Of(owner, scope, id), id)] : null;
            case StatusScope.Connector:
                var glance = places.Look();
                // One of several is kept, and says nothing of its EVSE.
                return glance.FindOnlyConnector(owner, id) is { } only ? EvsesOf(owner, [only.Evse]) : glance.HasConnector(owner, id) ? [] : null;
            default:
                return places.Look().FindLocation(owner, id) is { } location ? EvsesOf(owner, location.Evses ?? []) : null;
        }
    }

    internal static IReadOnlyList<(StatusPlace Place, string Id)> EvsesOf(PartyId owner, IEnumerable<Evse> evses) =>
        [.. evses.Where(e => !string.IsNullOrWhiteSpace(e.EvseId)).Select(e => (StatusPlace.Of(owner, StatusScope.Evse, e.EvseId!), e.EvseId!.Trim()))];

    private StatusTaking.Busy Busy(Partner source, HeardStatus status, string reason)
    {
        gateway.Failed(source, status.Heard.ReceivedAt);
        return new(reason);
    }

    private async Task<StatusTaking> RefuseAsync(HeardStatus status, Refusal refusal)
    {
        var refused = new StatusTaking.Refused(refusal);
        await gateway.RefuseAsync(status.Heard, refusal, status.Answer(refused), CancellationToken.None).ConfigureAwait(false);
        return refused;
    }
}
