using System.CommandLine;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Cases;

namespace ProtocolGateway.Host.Commands;

/// <summary><c>mappings check|test [DIR]</c>: what is wrong with mapping files, and whether they do what their cases say.</summary>
internal static class MappingsCommand
{
    public static Command Create(SettingsSource source)
    {
        var folder = new Argument<string?>("DIR") { Arity = ArgumentArity.ZeroOrOne, Description = "The folder; the gateway's own by default" };
        var check = new Command("check", "Validates every mapping file, and lists all faults as file:line:column: what; how to fix it.") { folder };
        check.SetAction(parsed => Check(parsed.GetValue(folder), source));
        var coverage = new Option<bool>("--coverage") { Description = "Fails, too, if a row, a code or a hold of a file is met by no case, and lists them" };
        var test = new Command("test", "Runs the cases that are kept beside the mappings, and lists what came out otherwise.") { folder, coverage };
        test.SetAction((parsed, cancellation) => TestAsync(parsed.GetValue(folder), parsed.GetValue(coverage), source, cancellation));
        return new Command("mappings", "Checks and tests mapping files, and shows and brings back what was in force.")
        {
            check, test, MappingHistoryCommand.CreateHistory(source), MappingHistoryCommand.CreateRollback(source),
        };
    }

    private static int Check(string? folder, SettingsSource source)
    {
        if (Load(folder, source, out _, out var faults) is not { Book: { } book } load) return ExitCodes.Fail(faults);
        foreach (var ignored in book.All.SelectMany(m => m.Ignored).Select(i => i.ToString()).Distinct()) System.Console.WriteLine(ignored);
        System.Console.WriteLine($"{load.Files} mapping files, no faults");
        return ExitCodes.Done;
    }

    private static async Task<int> TestAsync(string? folder, bool coverage, SettingsSource source, CancellationToken cancellation)
    {
        if (Load(folder, source, out var mappings, out var faults)?.Book is not { } book) return ExitCodes.Fail(faults);
        var results = await MappingCases.RunAsync(mappings, book, cancellation);
        IReadOnlyList<object> bad = [.. results.Faults, .. results.Failures, .. coverage ? results.Missing : []];
        System.Console.WriteLine($"{results.Cases} cases, {results.Failures.Count} failed" + (coverage ? $", {results.Missing.Count} not covered" : ""));
        return bad.Count == 0 ? ExitCodes.Done : ExitCodes.Fail(bad);
    }

    /// <summary>Null, or without a book, when something is wrong.</summary>
    private static MappingLoad? Load(string? folder, SettingsSource source, out string mappings, out IReadOnlyList<object> faults)
    {
        mappings = "";
        using var offline = Offline.Read(source, out faults);
        if (offline is null) return null;
        (mappings, var schemas) = folder is null ? (offline.Mappings, offline.Schemas) : Offline.Folders(folder, offline.Schemas);
        var load = MappingBook.Load(mappings, schemas, Mapping.Steps.KnownSteps.All, folder is null ? offline.Settings.Partners : null);
        faults = load.Faults;
        return load;
    }
}
