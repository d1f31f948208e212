using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Questions;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Exchanges;

/// <summary>The journal's clock: settles what an earlier end left open, then searches for what is due, releases and beats.</summary>
internal sealed class DeliveryService(
    Dispatcher dispatcher, DispatcherSignal signal, Releaser releaser, OldChanges oldChanges, OldQuestions oldQuestions, MissingRecords missing, OverdueResults overdue, SessionWatch sessions, LostClaims claims, Forsaken forsaken,
    PartnerActions partners, Heartbeat heartbeat, Turns turns, TimeProvider time, ILogger<DeliveryService> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    // A stop must be over within seconds: a process manager kills what takes longer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await heartbeat.BeatAsync().ConfigureAwait(false);
        await partners.ResumeAllAsync(cancellationToken).ConfigureAwait(false);
        await claims.RecoverAsync(starting: true, cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await dispatcher.StopAsync(Patience).ConfigureAwait(false);
        await heartbeat.EndAsync().ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var clock = time.CreateTimer(_ => signal.Wake(), null, TimeSpan.Zero, Round);
        await Task.WhenAll(
            RepeatAsync(() => signal.WaitAsync(stoppingToken), SweepAsync, stoppingToken),
            RepeatAsync(() => Task.Delay(Round, time, stoppingToken), ReleaseAsync, stoppingToken),
            RepeatAsync(() => Task.Delay(Heartbeat.Interval, time, stoppingToken), BeatAsync, stoppingToken)).ConfigureAwait(false);

        Task SweepAsync()
        {
            dispatcher.Sweep();
            turns.Mark();
            return Task.CompletedTask;
        }

        async Task ReleaseAsync()
        {
            await releaser.ReleaseAsync(stoppingToken).ConfigureAwait(false);
            await oldChanges.RemoveAsync(stoppingToken).ConfigureAwait(false);
            await oldQuestions.RemoveAsync(stoppingToken).ConfigureAwait(false);
            await missing.SearchAsync(stoppingToken).ConfigureAwait(false);
            await overdue.SettleAsync(stoppingToken).ConfigureAwait(false);
            await sessions.SettleAsync(stoppingToken).ConfigureAwait(false);
        }

        async Task BeatAsync()
        {
            await heartbeat.BeatAsync().ConfigureAwait(false);
            await forsaken.RetryAsync().ConfigureAwait(false);
            await claims.RecoverAsync(starting: false, stoppingToken).ConfigureAwait(false);
        }
    }

    private Task RepeatAsync(Func<Task> wait, Func<Task> round, CancellationToken stop) =>
        Rounds.RepeatAsync(wait, round, e => DeliveryLog.RoundFailed(logger, e), stop);
}
