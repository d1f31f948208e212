using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>
/// Registers with the partners with whom that is ours to begin, and moves to another version when the settings name one. Reads
/// what other nodes agreed on.
/// </summary>
internal sealed class RegistrationService(
    Registry registry, Registering registering, IHostApplicationLifetime life, TimeProvider time, ILogger<RegistrationService> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    /// <summary>What was agreed must be known before anything is said.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await registry.RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (registry.Partners.Count == 0) return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, life.ApplicationStopping);
        // They call back: the doors must be open first.
        var open = new TaskCompletionSource();
        using var started = life.ApplicationStarted.Register(() => open.TrySetResult());
        try
        {
            await open.Task.WaitAsync(stop.Token);
            await Task.WhenAll(registry.Partners.Select(p => RepeatAsync(() => RegisterAsync(p, stop.Token), stop.Token)).Append(RepeatAsync(() => registry.RefreshAsync(stop.Token), stop.Token)));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is under way is claimed in the journal, and begun again after the next start.
        }
    }

    private Task RepeatAsync(Func<Task> round, CancellationToken stop) =>
        Rounds.RepeatAsync(Round, time, round, bug => OcpiEvents.HandshakeFailed(logger, bug), stop);

    private async Task RegisterAsync(Partner partner, CancellationToken stop)
    {
        var options = Registry.OptionsOf(partner);
        var registration = options.Standing.Registration;
        if (registration?.NotBefore > time.GetUtcNow()) return;
        if (options is { StartsHandshake: true, IsSpent: false, Standing.IsRegistered: false }) await registering.RegisterAsync(partner, stop);
        else if (options is { OnlyVersion: { } wanted, Standing.Connection: { } connection, UpdatesCredentials: true } && connection.Version != wanted) await registering.RenewAsync(partner, stop);
    }
}
