using System.Text.Json;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Explaining;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Host.Commands;

/// <summary>One document's way from one dialect to another, offline.</summary>
internal sealed class Translation
{
    private const string CanonicalDialect = "canonical";

    /// <summary>What one dialect calls otherwise than another.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["evse-status"] = "evse-synthetic-status",
        ["evse-synthetic-status"] = "evse-status",
        ["evse-availability-status"] = "evse-status",
        ["evse-busy-status"] = "evse-status",
        ["session"] = "session-reading",
        ["session-reading"] = "session",
        ["session-event-to-hub"] = "session",
        ["session-event-from-hub"] = "session",
    };

    public required string From { get; init; }

    public required string To { get; init; }

    public string? Message { get; init; }

    public string? PartnerId { get; init; }

    public FileInfo? Locations { get; init; }

    public FileInfo? Tokens { get; init; }

    public FileInfo? Tariffs { get; init; }

    public FileInfo? Sessions { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Mapping files beside the gateway's own; null for those alone.</summary>
    public string? Mappings { get; init; }

    /// <summary>Tells of every field that is written what it came from.</summary>
    public bool Explain { get; init; }

    public FileInfo? Document { get; init; }

    public async Task<int> RunAsync(SettingsSource source, CancellationToken cancellation)
    {
        if (Offline.Read(source, out var faults) is not { } offline) return ExitCodes.Fail(faults);
        using var _ = offline;
        var dialects = offline.Papers.SelectMany(p => p.Dialects).ToList();
        if (From != CanonicalDialect && !dialects.Contains(From)) return Usage($"--from {From} is no dialect; there are {string.Join(", ", dialects)}, canonical");
        if (To != CanonicalDialect && !dialects.Contains(To)) return Usage($"--to {To} is no dialect; there are {string.Join(", ", dialects)}, canonical");
        var partner = PartnerId is null ? null : offline.Settings.Partners.Find(PartnerId);
        if (PartnerId is not null && partner is null) return Usage($"--partner {PartnerId} is not in the settings; give them with --config");

        if (NamesNoMessage && Message is null) return Usage("--message is missing: the document doesn't say what it is");
        if (await ReadDocumentAsync(cancellation) is not { } bytes) return ExitCodes.Fail([$"{Document!.FullName} can't be read"]);

        var folders = Mappings is null ? (offline.Mappings, offline.Schemas) : Offline.Folders(Mappings, offline.Schemas);
        var translated = await TranslateAsync(offline, folders, bytes, partner, cancellation);
        if (Mappings is null) return translated.Tell();
        return translated.Tell(otherwise: await TranslateAsync(offline, (offline.Mappings, offline.Schemas), bytes, partner, cancellation));
    }

    /// <summary>By the mapping files of one folder.</summary>
    private async Task<Translated> TranslateAsync(Offline offline, (string Mappings, string Schemas) folders, byte[] bytes, Partner? partner, CancellationToken cancellation)
    {
        var load = MappingBook.Load(folders.Mappings, folders.Schemas, KnownSteps.All, offline.Settings.Partners, [From, To, DirectoryRows.Dialect]);
        if (load.Book is not { } book) return Translated.Failed(load.Faults);
        if (Message is not null && NamesNoMessage && book.Find(From == CanonicalDialect ? DirectoryRows.Dialect : From, Message) is null)
            return Translated.Failed([$"the mapping files of {From} have no {Message}"]);
        var explanation = Explain ? new Explanation() : null;
        var reading = From == CanonicalDialect ? ReadRecord(book, bytes, explanation) : Read(offline, book, bytes, partner, explanation);
        var translated = reading switch
        {
            { Faults: { Count: > 0 } found } => Translated.Failed(found),
            { Hold: { } hold } => Translated.Held(hold),
            _ when To == CanonicalDialect => Canonical(reading.Record!, explanation),
            _ => await WriteAsync(offline, book, reading, partner, explanation, cancellation),
        };
        return translated.After(reading.Losses);
    }

    private PaperReading Read(Offline offline, MappingBook book, byte[] bytes, Partner? partner, Explanation? explanation)
    {
        var sender = partner?.Dialect == From ? partner : null;
        var context = new ReadContext { TimeZone = sender?.TimeZone ?? TimeZoneInfo.Utc, Trail = explanation };
        var question = new PaperQuestion(From, bytes, Message, book, PartnerId, context, sender?.Roles is [var only] ? only.Party : null);
        return offline.Papers.First(p => p.Dialects.Contains(From)).Read(question);
    }

    private PaperReading ReadRecord(MappingBook book, byte[] bytes, Explanation? explanation)
    {
        var reading = CanonicalDocument.Read(bytes, book.Find(DirectoryRows.Dialect, Message!)!.Record, explanation);
        return new PaperReading(Message, reading.Message, reading.Faults, reading.Hold, reading.Losses);
    }

    /// <summary>eMIP's documents name their message by their root element; OCPI's are bare objects, and so are our own.</summary>
    private bool NamesNoMessage => From == CanonicalDialect || From.StartsWith("ocpi-", StringComparison.Ordinal);

    private static Translated Canonical(object record, Explanation? explanation) =>
        Translated.To(JsonSerializer.Serialize(record, record.GetType(), CanonicalJson.Readable), explanation?.OfRecord(record));

    private async Task<Translated> WriteAsync(
        Offline offline, MappingBook book, PaperReading reading, Partner? partner, Explanation? explanation, CancellationToken cancellation)
    {
        if (Target(book, reading.Mapping!) is not { } mapping) return Translated.Failed([$"{To} has nothing that says what '{reading.Mapping}' does"]);
        var files = new OfflineFiles(book);
        var directory = files.Directory(Locations, Tokens, Tariffs);
        var sessions = files.SessionMemory(Sessions);
        if (files.Faults.Count > 0) return Translated.Failed(files.Faults);
        var completion = new Completion
        {
            Message = reading.Record!,
            Directory = directory,
            Places = directory,
            Sessions = sessions,
            Partner = partner,
            Agreement = AgreementOf(reading.Record, offline.Settings.Partners, directory),
            Gateway = offline.Settings.Party,
            At = At,
            Trail = explanation,
        };
        if (await mapping.CompleteAsync(completion, cancellation) is { } hold) return Translated.Held(hold).After(completion.Losses);
        var context = new WriteContext { Trail = explanation };
        var toHub = partner?.IsHub == true;
        var message = new PaperMessage(mapping, completion.Message, reading.Record!, offline.Settings.Party, toHub);
        var text = offline.Papers.First(p => p.Dialects.Contains(To)).Write(message, context, out var held);
        return (text is null ? Translated.Held(held!) : Translated.To(text, explanation?.Of(text))).After([.. completion.Losses, .. context.Losses]);
    }

    /// <summary>Where the settings have none, the CPO's only tariff of the file given is what to rate with.</summary>
    private Agreement? AgreementOf(object? record, PartnerBook book, FileDirectory directory)
    {
        var (seller, payer, start) = record switch
        {
            ChargeDetailRecord cdr => (cdr.Party, cdr.CdrToken?.Party, cdr.StartDateTime),
            Session session => (session.Party, session.CdrToken?.Party, session.StartDateTime),
            _ => default,
        };
        if (seller is not { } cpo) return null;
        var agreement = payer is { } emsp ? book.FindAgreement(cpo, emsp, start ?? At) : null;
        return agreement ?? (directory.OnlyTariffOf(cpo) is { } tariff ? new Agreement { Tariff = tariff } : null);
    }

    private CompiledMapping? Target(MappingBook book, string read) =>
        book.Find(To, read, PartnerId) ?? (Elsewhere.TryGetValue(read, out var other) ? book.Find(To, other, PartnerId) : null);

    private async Task<byte[]?> ReadDocumentAsync(CancellationToken cancellation)
    {
        if (Document is { Exists: false }) return null;
        await using var stream = Document is null ? System.Console.OpenStandardInput() : Document.OpenRead();
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }

    private static int Usage(string what)
    {
        System.Console.Error.WriteLine(what);
        return ExitCodes.WrongUsage;
    }
}
