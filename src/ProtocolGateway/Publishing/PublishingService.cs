using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Exchanges;

namespace ProtocolGateway.Publishing;

/// <summary>Looks every second for what imports and pulls brought.</summary>
internal sealed class PublishingService(Untold untold, TimeProvider time, ILogger<PublishingService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RepeatAsync(
        () => Task.Delay(Pause, time, stoppingToken), () => untold.TellAsync(stoppingToken), e => PublishingLog.RoundFailed(logger, e), stoppingToken);
}
