using System.CommandLine;
using ProtocolGateway.Host.Demo;

namespace ProtocolGateway.Host.Commands;

/// <summary><c>demo [--once]</c>: the gateway between two stand-in companies on loopback, in a temporary folder.</summary>
internal sealed class DemoCommand(SettingsSource source, bool once)
{
    public static Command Create(SettingsSource source)
    {
        var once = new Option<bool>("--once") { Description = "End when everything arrived" };
        var command = new Command("demo", "Carries charging sessions both ways between two stand-in companies, from the card to the charge detail record, and shows the documents.") { once };
        command.SetAction((parsed, cancellation) => new DemoCommand(source, parsed.GetValue(once)).RunAsync(cancellation));
        return command;
    }

    private async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (source.Build(out var fault) is not { } given) return ExitCodes.Fail([fault!]);
        using var settings = new DemoSettings();
        var configuration = settings.Build(given);
        if (RunCommand.Read(configuration, out var faults) is not { } read) return ExitCodes.Fail(faults);
        await using var standIns = await StandIns.StartAsync(settings, cancellation);
        var arrived = false;
        var code = await RunCommand.RunAsync(read, configuration, ShowAsync, cancellation);
        return code != ExitCodes.Done || (once && !arrived) ? ExitCodes.Failed : ExitCodes.Done;

        async Task ShowAsync(WebApplication gateway)
        {
            using var journey = new Journey(settings, standIns, gateway, System.Console.Out);
            arrived = await journey.RunAsync(cancellation);
            System.Console.WriteLine();
            if (once)
            {
                System.Console.WriteLine(arrived ? "Both sessions and their records arrived." : "Not everything arrived.");
                gateway.Lifetime.StopApplication();
            }
            else System.Console.WriteLine($"Operators' JSON: http://127.0.0.1:{settings.Console}/api/deliveries   Ctrl-C ends the demo.");
        }
    }
}
