using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Silences;

/// <summary>Looks every few seconds whether a heartbeat is due, each partner by itself, and who is silent.</summary>
internal sealed class SilenceService(
    HeartBeating beating, SilentPartners silent, PartnerBook partners, IEnumerable<ISignsOfLife> signs, IHostApplicationLifetime life, TimeProvider time,
    ILogger<SilenceService> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // It began before what it needs, and must not go on after that has ended.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, life.ApplicationStopping);
        var told = from partner in partners.All
                   from sign in signs
                   where sign.AreSaidTo(partner)
                   select TellAsync(partner, sign, stop.Token);
        await Task.WhenAll(told.Append(JudgeAsync(stop.Token))).ConfigureAwait(false);
    }

    private async Task TellAsync(Partner partner, ISignsOfLife sign, CancellationToken stop)
    {
        var begun = false;
        await RepeatAsync(partner.Id, async () =>
        {
            if (!begun) await beating.BeginAsync(partner).ConfigureAwait(false);
            begun = true;
            await beating.BeatAsync(partner, sign, stop).ConfigureAwait(false);
        }, stop).ConfigureAwait(false);
    }

    private Task JudgeAsync(CancellationToken stop) => RepeatAsync("anybody", () => silent.JudgeAsync(stop), stop);

    private Task RepeatAsync(string whom, Func<Task> round, CancellationToken stop) =>
        Rounds.RepeatAsync(Round, time, round, bug => SilenceLog.Failed(logger, bug, whom), stop);
}
