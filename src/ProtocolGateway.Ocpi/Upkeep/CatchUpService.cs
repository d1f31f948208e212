using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Absences;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Publishing;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>Looks every few seconds whether there is anything to catch up, each partner by itself.</summary>
internal sealed class CatchUpService(
    IAbsences absences, IGateway gateway, DirectoryImport import, IEvseStates states, IMissingObjects missing, IMappings mappings, PartnerBook book, IHostApplicationLifetime life,
    TimeProvider time, ILogger<CatchUpService> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // It began before what it needs, and must not go on after that has ended.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, life.ApplicationStopping);
        using var catchingUp = new CatchingUp(PulledModules.All(import, states, missing, mappings, gateway), absences, book, time, logger);
        await Task.WhenAll(book.All.Where(p => p.Settings is OcpiOptions).Select(partner => RepeatAsync(catchingUp, partner, stop.Token)));
    }

    // Where each pull stands is in the journal: a round that fails is made up for by the next.
    private Task RepeatAsync(CatchingUp catchingUp, Partner partner, CancellationToken stop) => Rounds.RepeatAsync(
        () => Task.Delay(Round, time, stop), () => catchingUp.CatchUpAsync(partner, stop), bug => OcpiEvents.PullFailed(logger, bug, "a list", partner.Id), stop);
}
