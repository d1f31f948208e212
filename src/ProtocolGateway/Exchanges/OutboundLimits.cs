using System.Collections.Frozen;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Exchanges;

/// <summary>How often partners are called (<see cref="LimitSettings.Outbound"/>): each living node has an equal share, spread evenly.</summary>
internal sealed class OutboundLimits(PartnerBook partners, TimeProvider time)
{
    private readonly FrozenDictionary<string, RateLimit> limits = partners.All.Where(p => p.Limits.Outbound is not null)
        .ToFrozenDictionary(p => p.Id, p => new RateLimit(p.Limits.Outbound!, bursts: false));

    private int nodes = 1;

    /// <summary>False when nobody needs to know the number of nodes.</summary>
    public bool Any => limits.Count > 0;

    /// <summary>How many nodes live, this one among them.</summary>
    public int Nodes
    {
        get => Volatile.Read(ref nodes);
        set => Volatile.Write(ref nodes, Math.Max(1, value));
    }

    /// <summary>Waits until the partner may be called, and counts the call.</summary>
    /// <exception cref="OperationCanceledException">The gateway was stopped before.</exception>
    public async ValueTask WaitAsync(Partner partner, CancellationToken stop)
    {
        if (!limits.TryGetValue(partner.Id, out var limit)) return;
        while (limit.Take(time.GetUtcNow(), Nodes) is { } wait) await Task.Delay(Whole(wait), time, stop).ConfigureAwait(false);
    }

    // A timer's shortest step; less would spin.
    private static TimeSpan Whole(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
