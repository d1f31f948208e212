using System.CommandLine;
using ProtocolGateway.Journal;
using ProtocolGateway.Journal.Copy;

namespace ProtocolGateway.Host.Commands;

/// <summary><c>journal copy</c>: takes an embedded journal to the shared one of the settings.</summary>
internal sealed class JournalCommand(SettingsSource source, DirectoryInfo from)
{
    public static Command Create(SettingsSource source)
    {
        var from = new Option<DirectoryInfo>("--from") { Required = true, HelpName = "FOLDER", Description = "The data directory of the embedded journal; its gateway must be stopped" };
        var copy = new Command("copy", "Copies everything of an embedded journal into the empty PostgreSQL journal of the settings.") { from };
        copy.SetAction((parsed, cancellation) => new JournalCommand(source, parsed.GetValue(from)!).RunAsync(cancellation));
        return new Command("journal", "Moves the journal.") { copy };
    }

    private async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (Offline.Read(source, out var faults) is not { } offline) return ExitCodes.Fail(faults);
        using var _ = offline;
        if (offline.Settings.Journal.ConnectionString is null)
            return ExitCodes.Fail(["Gateway:Journal: the settings name the embedded journal; expected \"Provider\": \"Postgres\" with the ConnectionString to copy to"]);
        if (Hold(out var fault) is not { } hold) return ExitCodes.Fail([fault!]);
        using var held = hold;
        var report = await JournalCopy.RunAsync(
            new JournalOptions { DataDirectory = from.FullName },
            JournalOptions.Of(offline.Settings), cancellation);
        if (report.Failure is { } failure) return ExitCodes.Fail([failure]);
        foreach (var (table, rows) in report.Tables) System.Console.WriteLine($"{rows,9} {table}");
        System.Console.WriteLine($"Everything is copied. The embedded journal is now {report.PutAway}.");
        return ExitCodes.Done;
    }

    /// <summary>What a running gateway wrote after it was copied would be in a journal that nobody goes on with.</summary>
    private FolderHold? Hold(out string? fault)
    {
        try
        {
            fault = FolderHold.TryTake(from.FullName, out var hold) ? null : $"a gateway runs on {from.FullName}: end it first";
            return hold;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = e.Message;
            return null;
        }
    }
}
