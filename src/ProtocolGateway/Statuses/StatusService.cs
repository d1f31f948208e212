using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Statuses;

/// <summary>The EVSE states' clock: owes what has become stable, and follows the directory.</summary>
internal sealed class StatusService(
    StatusOwing owing, StatusArrivals arrivals, StatusMeter meter, TimeProvider time, ILogger<StatusService> logger) : BackgroundService
{
    private static readonly TimeSpan Owing = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Following = TimeSpan.FromSeconds(1);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        meter.Open();
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        RepeatAsync(Owing, owing.OweAsync, stoppingToken), RepeatAsync(Following, arrivals.FollowAsync, stoppingToken));

    private Task RepeatAsync(TimeSpan pause, Func<CancellationToken, Task> round, CancellationToken stop) => Rounds.RepeatAsync(
        () => Task.Delay(pause, time, stop), () => round(stop), e => StatusLog.RoundFailed(logger, e), stop);
}
