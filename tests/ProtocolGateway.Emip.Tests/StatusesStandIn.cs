using System.Collections.Concurrent;
using ProtocolGateway.Canonical;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Emip.Tests;

/// <summary>Takes reports as it is told to, and remembers them.</summary>
internal sealed class StatusesStandIn : IEvseStates
{
    public StatusTaking Taking { get; set; } = new StatusTaking.Taken(true);

    public ConcurrentQueue<HeardStatus> Reports { get; } = new();

    public ConcurrentDictionary<string, StandingEvse> Standing { get; } = new();

    public Task<StatusTaking> ReportAsync(HeardStatus status, CancellationToken cancellation)
    {
        Reports.Enqueue(status);
        return Task.FromResult(Taking);
    }

    public StandingEvse Find(Location location, Evse evse) => Standing.GetValueOrDefault(evse.EvseId!, new StandingEvse(null, null));
}
