using System.CommandLine;
using ProtocolGateway.Directory;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Host.Commands;

/// <summary><c>locations import</c>, <c>tariffs import</c>, <c>tokens import</c>: fills the directory, also while a gateway runs on the same journal.</summary>
internal sealed class ImportCommand(SettingsSource source, string kind, FileInfo file, string partnerId, bool isIrve)
{
    /// <param name="kind"><c>locations</c>, <c>tariffs</c> or <c>tokens</c>.</param>
    public static Command Create(string kind, SettingsSource source)
    {
        var file = new Argument<FileInfo>("FILE") { Description = kind == "locations" ? "A JSON array of OCPI 2.2.1 objects; with --format irve the CSV of schema-irve-statique" : "A JSON array of OCPI 2.2.1 objects" };
        var partner = new Option<string>("--partner") { Required = true, HelpName = "ID", Description = "The partner that they belong to" };
        var import = new Command("import", $"Fills the directory with {kind}. Bad rows are listed and skipped.") { file, partner };
        var format = new Option<string>("--format") { HelpName = "ocpi|irve", DefaultValueFactory = _ => "ocpi" };
        format.AcceptOnlyFromAmong("ocpi", "irve");
        if (kind == "locations") import.Add(format);
        import.SetAction((parsed, cancellation) =>
            new ImportCommand(source, kind, parsed.GetValue(file)!, parsed.GetValue(partner)!, kind == "locations" && parsed.GetValue(format) == "irve").RunAsync(cancellation));
        return new Command(kind, $"Fills the directory with {kind}.") { import };
    }

    private async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (Offline.Read(source, out var faults) is not { } offline) return ExitCodes.Fail(faults);
        using var _ = offline;
        if (offline.Settings.Partners.Find(partnerId) is not { } partner) return ExitCodes.Fail([$"the settings have no partner '{partnerId}'"]);
        if (!file.Exists) return ExitCodes.Fail([$"there is no file {file.FullName}"]);
        var load = MappingBook.Load(offline.Mappings, offline.Schemas, KnownSteps.All, dialects: [DirectoryRows.Dialect]);
        if (load.Book is not { } book) return ExitCodes.Fail(load.Faults);

        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddJournal(JournalOptions.Of(offline.Settings))
            .AddDirectory()
            .BuildServiceProvider();
        await using var stream = file.OpenRead();
        var report = await ImportAsync(services.GetRequiredService<DirectoryImport>(), stream, partner, book, cancellation);

        foreach (var note in report.Notes) System.Console.Error.WriteLine(note);
        System.Console.WriteLine($"{report.Taken} {kind} taken, {report.Bad.Select(b => b.Row).Distinct().Count()} skipped");
        return report is { Bad.Count: 0, Failure: null } ? ExitCodes.Done : ExitCodes.Fail([.. report.Bad, .. report.Failure is null ? Array.Empty<object>() : [report.Failure]]);
    }

    private Task<ImportReport> ImportAsync(DirectoryImport import, Stream stream, Partner partner, MappingBook book, CancellationToken cancellation) => kind switch
    {
        "locations" when isIrve => import.ImportIrveAsync(stream, partner, cancellation),
        "locations" => import.ImportLocationsAsync(stream, partner, DirectoryRows.By(book.Find(DirectoryRows.Dialect, "location", partner.Id)!), cancellation),
        "tariffs" => import.ImportTariffsAsync(stream, partner, DirectoryRows.By(book.Find(DirectoryRows.Dialect, "tariff", partner.Id)!), cancellation),
        _ => import.ImportTokensAsync(stream, partner, DirectoryRows.By(book.Find(DirectoryRows.Dialect, "token", partner.Id)!), cancellation),
    };
}
