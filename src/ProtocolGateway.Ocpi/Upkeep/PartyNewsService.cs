using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Exchanges;
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
        await Rounds.RepeatAsync(() => Task.Delay(Round, time, stop.Token), () => news.RoundAsync(stop.Token), bug => OcpiEvents.PartyNewsBroke(logger, bug), stop.Token);
    }
}
