using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Partners;
using ProtocolGateway.PartyStatuses;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>Looks every few seconds how parties stand, and tells of it.</summary>
internal sealed class PartyNewsService(
    IPartyStatuses statuses, PartnerBook book, IHostApplicationLifetime life, TimeProvider time, ILogger<PartyNewsService> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, life.ApplicationStopping);
        using var news = new PartyNews(statuses, book, time, logger);
        try
        {
            while (true)
            {
                await Task.Delay(Round, time, stop.Token);
#pragma warning disable CA1031 // One bad round must not be the last.
                try
                {
                    await news.RoundAsync(stop.Token);
                }
                catch (Exception bug) when (!stop.IsCancellationRequested)
                {
                    OcpiEvents.PartyNewsBroke(logger, bug);
                }
#pragma warning restore CA1031
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was told is in the journal.
        }
    }
}
