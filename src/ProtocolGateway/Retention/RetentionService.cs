using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ProtocolGateway.Retention;

/// <summary>Runs retention an hour after the start and then every hour: what is a quarter old can wait that long.</summary>
internal sealed class RetentionService(RetentionKeeper keeper, TimeProvider time, ILogger<RetentionService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(Interval, time);
        try
        {
            while (await clock.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false)) await RunAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A stop in the middle: the next run goes on there.
        }
    }

    private async Task RunAsync(CancellationToken stop)
    {
#pragma warning disable CA1031 // One bad run must not be the last.
        try
        {
            await keeper.RunAsync(stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            RetentionLog.Failed(logger, e);
        }
#pragma warning restore CA1031
    }
}
