using System.Collections.Concurrent;

namespace ProtocolGateway.Partners;

/// <summary>
/// How often partners may call this node (<see cref="LimitSettings.Inbound"/>). Protocols ask once the caller is proven, and
/// never for charge detail records.
/// </summary>
public sealed class InboundLimits
{
    private readonly ConcurrentDictionary<string, (RateSettings Settings, RateLimit Limit)> limits = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when the call may be served, and is counted; else in how many seconds, at least 1, the next may.</summary>
    public int? Take(Partner partner, DateTimeOffset now)
    {
        if (partner.Limits.Inbound is not { } settings) return null;
        var (_, limit) = limits.AddOrUpdate(
            partner.Id, _ => New(settings), (_, known) => known.Settings == settings ? known : New(settings));
        return limit.Take(now) is { } wait ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : null;
    }

    private static (RateSettings, RateLimit) New(RateSettings settings) => (settings, new RateLimit(settings, bursts: true));
}
