using System.CommandLine;
using System.Data.Common;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Preview;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Mapping.Versions;
using ProtocolGateway.Partners;
using ProtocolGateway.Registrations;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Host.Commands;

/// <summary><c>mappings preview [DIR]</c>: what edited files would make of messages of late, also while a gateway runs on the same journal.</summary>
internal sealed class MappingPreviewCommand(SettingsSource source, string? folder)
{
    public static Command Create(SettingsSource source)
    {
        var folder = new Argument<string?>("DIR") { Arity = ArgumentArity.ZeroOrOne, Description = "The folder of the edited files; the gateway's own by default" };
        var since = new Option<string>("--since") { HelpName = "TIME", DefaultValueFactory = _ => PreviewQuestion.UsualSince, Description = "How far back: 90m, 24h, 7d, or an instant" };
        since.Validators.Add(result =>
        {
            if (result.Tokens is [var text] && PreviewQuestion.ParseSince(text.Value, DateTimeOffset.UtcNow) is null) result.AddError($"--since '{text.Value}' is no time; write 90m, 24h, 7d or 2026-10-01T12:00:00Z");
        });
        var partner = new Option<string?>("--partner") { HelpName = "ID", Description = "Only what that partner said or is owed" };
        var message = new Option<string?>("--message") { HelpName = "NAME", Description = $"Only messages of that kind: {string.Join(", ", FactNames.All)}" };
        message.AcceptOnlyFromAmong([.. FactNames.All]);
        var limit = new Option<int>("--limit") { HelpName = "N", DefaultValueFactory = _ => PreviewQuestion.UsualLimit, Description = "Only the newest N" };
        limit.Validators.Add(result =>
        {
            if (result.Tokens is [var text] && (!int.TryParse(text.Value, out var number) || number < 1)) result.AddError($"--limit '{text.Value}' is no number from 1 on");
        });
        var command = new Command("preview", "Translates the messages of late by edited files beside those in force, and shows what would differ. Sends nothing and changes nothing.")
        {
            folder, since, partner, message, limit,
        };
        command.SetAction((parsed, cancellation) => new MappingPreviewCommand(source, parsed.GetValue(folder)).RunAsync(
            new()
            {
                Since = PreviewQuestion.ParseSince(parsed.GetValue(since)!, DateTimeOffset.UtcNow)!.Value,
                PartnerId = parsed.GetValue(partner),
                Message = parsed.GetValue(message),
                Limit = parsed.GetValue(limit),
            },
            cancellation));
        return command;
    }

    private async Task<int> RunAsync(PreviewQuestion question, CancellationToken cancellation)
    {
        if (Offline.Read(source, out var faults) is not { } offline) return ExitCodes.Fail(faults);
        using var _ = offline;
        if (question.PartnerId is { } id && offline.Settings.Partners.Find(id) is null) return ExitCodes.Fail([$"the settings have no partner '{id}'"]);
        if (offline.Settings.Partners.All.Count == 0) return ExitCodes.Fail(["the settings have no partners: give the gateway's with --config"]);
        var journal = JournalOptions.Of(offline.Settings);
        if (journal.ConnectionString is null && !File.Exists(journal.Path))
            return ExitCodes.Fail([$"there is no journal in {Path.GetFullPath(journal.DataDirectory)}: give the gateway's settings with --config"]);
        var (mappings, schemas) = folder is null ? (offline.Mappings, offline.Schemas) : Offline.Folders(folder, offline.Schemas);
        var edited = MappingBook.Load(mappings, schemas, KnownSteps.All, offline.Settings.Partners);
        if (edited.Book is not { } after) return ExitCodes.Fail(edited.Faults);

        var running = new MappingsInForce();
        await using var services = offline.HistoryServices(running).AddPartners(offline.Settings).AddProtocols().AddDirectory().AddSessions().AddPreviewAlone().BuildServiceProvider();
        try
        {
            if (await FindRunningAsync(services.GetRequiredService<IMappingHistory>(), offline, cancellation) is not { } before) return ExitCodes.Failed;
            running.Use(before);
            // In which version a partner is spoken to may be agreed with it, and is in the journal.
            if (offline.Settings.Partners.All.Any(p => p.Settings is INegotiated { Registers: true }))
                foreach (var registrar in services.GetServices<IRegistrar>()) await registrar.RefreshAsync(cancellation);
            var impact = await services.GetRequiredService<IMappingPreview>().RunAsync(question, before, after, cancellation);
            ImpactText.Write(impact, mappings);
            return ExitCodes.Done;
        }
        catch (DbException e)
        {
            return ExitCodes.Fail([e.Message]);
        }
    }

    /// <summary>What the gateway ran last, by the journal; where that knows nothing yet, or what this program can't read, the gateway's own folder. Null with faults told.</summary>
    private static async Task<MappingBook?> FindRunningAsync(IMappingHistory history, Offline offline, CancellationToken cancellation)
    {
        if (await history.ListAsync(1, null, cancellation) is [var last] && await history.FindAsync(last.Version, cancellation) is { } files
            && MappingBook.Load(files, offline.Schemas, KnownSteps.All, offline.Settings.Partners).Book is { } ran) return ran;
        var load = MappingBook.Load(offline.Mappings, offline.Schemas, KnownSteps.All, offline.Settings.Partners);
        if (load.Book is null) ExitCodes.Fail(load.Faults);
        return load.Book;
    }
}
