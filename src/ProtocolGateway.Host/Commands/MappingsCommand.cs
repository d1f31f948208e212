using System.CommandLine;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Cases;
using ProtocolGateway.Mapping.Documentation;

namespace ProtocolGateway.Host.Commands;

/// <summary><c>mappings check|test|doc [DIR]</c>: what is wrong with mapping files, whether they do what their cases say, and what they say.</summary>
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
        var pages = new Option<string>("--to") { HelpName = "DIR", DefaultValueFactory = _ => "docs/messages", Description = "Where the pages go" };
        var doc = new Command("doc", "Writes a page for each message: where every dialect tells each of its fields, or why not.") { folder, pages };
        doc.SetAction(parsed => Document(parsed.GetValue(folder), parsed.GetValue(pages)!, source));
        return new Command("mappings", "Checks, tests, documents and previews mapping files, and shows and brings back what was in force.")
        {
            check, test, doc, MappingPreviewCommand.Create(source), MappingHistoryCommand.CreateHistory(source), MappingHistoryCommand.CreateRollback(source),
        };
    }

    private static int Check(string? folder, SettingsSource source)
    {
        if (Load(folder, source, out _, out _, out var faults) is not { Book: { } book } load) return ExitCodes.Fail(faults);
        foreach (var ignored in book.All.SelectMany(m => m.Ignored).Select(i => i.ToString()).Distinct()) System.Console.WriteLine(ignored);
        System.Console.WriteLine($"{load.Files} mapping files, no faults");
        return ExitCodes.Done;
    }

    private static int Document(string? folder, string pages, SettingsSource source)
    {
        if (Load(folder, source, out var mappings, out var schemas, out var faults)?.Book is not { } book) return ExitCodes.Fail(faults);
        var target = Path.GetFullPath(pages);
        System.Console.WriteLine($"{MappingDocumentation.WritePages(book, mappings, target)} pages in {target}");
        if (MappingDocumentation.RefreshEditorSchema(schemas)) System.Console.WriteLine($"{schemas} explains to editors what there is now");
        return ExitCodes.Done;
    }

    private static async Task<int> TestAsync(string? folder, bool coverage, SettingsSource source, CancellationToken cancellation)
    {
        if (Load(folder, source, out var mappings, out _, out var faults)?.Book is not { } book) return ExitCodes.Fail(faults);
        var results = await MappingCases.RunAsync(mappings, book, cancellation);
        IReadOnlyList<object> bad = [.. results.Faults, .. results.Failures, .. coverage ? results.Missing : []];
        System.Console.WriteLine($"{results.Cases} cases, {results.Failures.Count} failed" + (coverage ? $", {results.Missing.Count} not covered" : ""));
        return bad.Count == 0 ? ExitCodes.Done : ExitCodes.Fail(bad);
    }

    /// <summary>Null, or without a book, when something is wrong.</summary>
    private static MappingLoad? Load(string? folder, SettingsSource source, out string mappings, out string schemas, out IReadOnlyList<object> faults)
    {
        mappings = schemas = "";
        using var offline = Offline.Read(source, out faults);
        if (offline is null) return null;
        (mappings, schemas) = folder is null ? (offline.Mappings, offline.Schemas) : Offline.Folders(folder, offline.Schemas);
        var load = MappingBook.Load(mappings, schemas, Mapping.Steps.KnownSteps.All, folder is null ? offline.Settings.Partners : null);
        faults = load.Faults;
        return load;
    }
}
