using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Exchanges;

namespace ProtocolGateway.Retention;

/// <summary>
/// Runs retention an hour after the start and then every hour: what is a quarter old can wait that long. A stop in the middle is none: the
/// next run goes on there.
/// </summary>
internal sealed class RetentionService(RetentionKeeper keeper, TimeProvider time, ILogger<RetentionService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RepeatAsync(
        () => Task.Delay(Interval, time, stoppingToken), () => keeper.RunAsync(stoppingToken), bug => RetentionLog.Failed(logger, bug), stoppingToken);
}
