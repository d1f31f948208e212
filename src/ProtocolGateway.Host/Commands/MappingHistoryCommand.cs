using System.CommandLine;
using System.Globalization;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Reloading;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Mapping.Versions;

namespace ProtocolGateway.Host.Commands;

/// <summary><c>mappings history</c> and <c>mappings rollback</c>: the versions that were in force once, also while a gateway runs on the same journal.</summary>
internal sealed class MappingHistoryCommand(SettingsSource source)
{
    private const int Shown = 50;

    public static Command CreateHistory(SettingsSource source)
    {
        var version = new Argument<string?>("VERSION") { Arity = ArgumentArity.ZeroOrOne, Description = "Lists the files of this one" };
        var since = new Option<string?>("--since") { HelpName = "VERSION", Description = "Shows instead what changed from that version to this one" };
        var file = new Option<string?>("--file") { HelpName = "PATH", Description = "Shows instead this file of that version, such as emip/charge-detail-record.yaml" };
        var history = new Command("history", "Lists the versions of the mapping files that were in force, the newest first; or shows one.") { version, since, file };
        history.SetAction((parsed, cancellation) => new MappingHistoryCommand(source).ReadAsync(
            (found, _) => ShowAsync(found, parsed.GetValue(version), parsed.GetValue(since), parsed.GetValue(file), cancellation)));
        return history;
    }

    public static Command CreateRollback(SettingsSource source)
    {
        var version = new Argument<string>("VERSION") { Description = "One that 'mappings history' lists" };
        var force = new Option<bool>("--force") { Description = "Also when that overwrites files that were never in force, and are kept nowhere else" };
        var rollback = new Command("rollback", "Makes the files of the folder those of a version that was in force. A running gateway takes them by itself.") { version, force };
        rollback.SetAction((parsed, cancellation) => new MappingHistoryCommand(source).ReadAsync(
            (found, offline) => RollBackAsync(found, offline, parsed.GetValue(version)!, parsed.GetValue(force), cancellation)));
        return rollback;
    }

    private async Task<int> ReadAsync(Func<IMappingHistory, Offline, Task<int>> action)
    {
        if (Offline.Read(source, out var faults) is not { } offline) return ExitCodes.Fail(faults);
        using var _ = offline;
        await using var services = offline.HistoryServices(new()).BuildServiceProvider();
        return await action(services.GetRequiredService<IMappingHistory>(), offline);
    }

    private static async Task<int> ShowAsync(IMappingHistory history, string? version, string? since, string? file, CancellationToken cancellation)
    {
        if (version is null) return await ListAsync(history, cancellation);
        if (await history.FindAsync(version, cancellation) is not { } files) return Unknown(version);
        if (file is not null)
        {
            if (files.Text(file) is not { } text) return ExitCodes.Fail([$"version {version} has no file {file}; it has {string.Join(", ", files.All.Keys)}"]);
            System.Console.Write(text);
            return ExitCodes.Done;
        }
        if (since is null)
        {
            foreach (var path in files.All.Keys) System.Console.WriteLine(path);
            return ExitCodes.Done;
        }
        if (await history.FindAsync(since, cancellation) is not { } before) return Unknown(since);
        foreach (var change in MappingChange.Between(before, files)) System.Console.WriteLine(change.Lines);
        return ExitCodes.Done;
    }

    private static async Task<int> ListAsync(IMappingHistory history, CancellationToken cancellation)
    {
        var uses = await history.ListAsync(Shown, null, cancellation);
        var files = uses.Count > 0 ? await history.FindAsync(uses[0].Version, cancellation) : null;
        foreach (var (use, older) in uses.Zip(uses.Skip(1).Append(null)))
        {
            System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{use.Version}  {use.At:yyyy-MM-dd'T'HH:mm:ss'Z'}  {use.Node}"));
            var before = older is null ? null : await history.FindAsync(older.Version, cancellation);
            if (files is not null && before is not null)
                foreach (var change in MappingChange.Between(before, files)) System.Console.WriteLine($"    {change.Kind} {change.Path}");
            // Each version is unpacked once: what was the older of this pair is the newer of the next.
            files = before;
        }
        return ExitCodes.Done;
    }

    private static async Task<int> RollBackAsync(IMappingHistory history, Offline offline, string version, bool force, CancellationToken cancellation)
    {
        if (await history.FindAsync(version, cancellation) is not { } files) return Unknown(version);
        if (MappingFolder.Read(offline.Mappings) is not { } present) return ExitCodes.Fail([$"{offline.Mappings} is being changed by somebody else: try again"]);
        if (!force && !await history.WasInForceAsync(present.Version, cancellation))
            return ExitCodes.Fail([$"the files in {offline.Mappings} were never in force, and nothing else keeps them: copy them away if they are wanted, and say --force"]);
        if (MappingBook.Load(files, offline.Schemas, KnownSteps.All, offline.Settings.Partners) is { Book: null } load)
            return ExitCodes.Fail([$"version {version} is not right for this program any more:", .. load.Faults]);
        foreach (var change in MappingChange.Between(present, files)) System.Console.WriteLine($"{change.Kind} {change.Path}");
        MappingFolder.Write(offline.Mappings, files);
        System.Console.WriteLine($"The files in {offline.Mappings} are those of version {version}.");
        return ExitCodes.Done;
    }

    private static int Unknown(string version) => ExitCodes.Fail([$"version {version} of the mapping files was never in force here; 'mappings history' lists those that were"]);
}
