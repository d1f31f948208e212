using System.CommandLine;
using System.Data.Common;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Reloading;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Host.Commands;

/// <summary><c>run</c>: starts the gateway, and ends on SIGTERM or SIGINT with exit code 0.</summary>
internal sealed class RunCommand(SettingsSource source)
{
    public static Command Create(SettingsSource source)
    {
        var command = new Command("run", "Starts the gateway (the default).");
        command.SetAction((_, cancellation) => new RunCommand(source).RunAsync(cancellation));
        return command;
    }

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (source.Build(out var fault) is not { } configuration) return ExitCodes.Fail([fault!]);
        if (Read(configuration, out var faults) is not { } settings) return ExitCodes.Fail(faults);
        return await RunAsync(settings, configuration, _ => Task.CompletedTask, cancellation);
    }

    /// <summary>The settings, or everything that is wrong with them.</summary>
    public static GatewaySettings? Read(IConfiguration configuration, out IReadOnlyList<object> faults)
    {
        using var services = new ServiceCollection().AddLogging().AddProtocols().BuildServiceProvider();
        var reading = GatewaySettings.Read(configuration, [.. services.GetServices<Protocols.IProtocol>()]);
        faults = reading.Faults;
        return reading.Settings;
    }

    /// <param name="whileRunning">Begins when the gateway is ready.</param>
    public static async Task<int> RunAsync(
        GatewaySettings settings, IConfiguration configuration, Func<WebApplication, Task> whileRunning, CancellationToken cancellation)
    {
        try
        {
            if (!FolderHold.TryTake(settings, out var hold))
                return ExitCodes.Fail([$"another gateway runs on {settings.DataDirectory}: end it first, or give this one a Gateway:DataDirectory of its own"]);
            using var _ = hold;
            // Reading the mappings takes as long as putting the rest together, and a start has two cores for it.
            var loading = Task.Run(() => MappingBook.Load(settings.Mappings, settings.Schemas, KnownSteps.All, settings.Partners), cancellation);
            await using var app = GatewayHost.Build(settings, configuration);
            if (settings.Journal.Provider == JournalProvider.Sqlite) JournalModel.Build();
            var load = await loading;
            if (load.Book is not { } mappings) return ExitCodes.Fail(load.Faults);
            app.Services.GetRequiredService<MappingsInForce>().Use(mappings);
            if (await app.Services.GetRequiredService<MappingStart>().FindFaultsAsync(cancellation) is { Count: > 0 } mistakes) return ExitCodes.Fail(mistakes);
            var log = app.Services.GetRequiredService<ILogger<RunCommand>>();
            foreach (var warning in settings.Warnings) HostEvents.Warning(log, warning);
            await app.StartAsync(cancellation);
            HostEvents.Ready(log, settings.Listen, settings.ConsoleListen, settings.DataDirectory, mappings.All.Count());
            await whileRunning(app);
            await app.WaitForShutdownAsync(cancellation);
            return ExitCodes.Done;
        }
        catch (Exception e) when (e is IOException or DbException or UnauthorizedAccessException)
        {
            // An address that is taken, a disk that can't be written: the operator's matter, in one line.
            return ExitCodes.Fail([e.Message]);
        }
    }
}
