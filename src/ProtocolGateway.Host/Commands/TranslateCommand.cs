using System.CommandLine;
using System.CommandLine.Parsing;

namespace ProtocolGateway.Host.Commands;

/// <summary><c>translate</c>: one document, offline. The translation goes to standard output, the loss report to standard error.</summary>
internal static class TranslateCommand
{
    private static readonly string[] Messages = ["charge-detail-record", "session", "location", "tariff", "token", "evse-status"];

    public static Command Create(SettingsSource source)
    {
        var from = new Option<string>("--from") { Required = true, HelpName = "DIALECT", Description = "emip, ocpi-2.1.1, ocpi-2.2.1, ocpi-2.3.0, canonical" };
        var to = new Option<string>("--to") { Required = true, HelpName = "DIALECT", Description = "emip, ocpi-2.1.1, ocpi-2.2.1, ocpi-2.3.0, canonical" };
        var message = new Option<string?>("--message") { HelpName = "NAME", Description = "What an OCPI document, or a canonical one, is: " + string.Join(", ", Messages) };
        message.AcceptOnlyFromAmong(Messages);
        var partner = new Option<string?>("--partner") { HelpName = "ID", Description = "The partner that it is written for, or comes from: whose an OCPI 2.1.1 object is" };
        var locations = FileOption("--locations", "A JSON array of OCPI 2.2.1 locations that stand in for the directory");
        var tokens = FileOption("--tokens", "A JSON array of OCPI 2.2.1 tokens that stand in for the directory");
        var at = new Option<DateTimeOffset?>("--at") { HelpName = "INSTANT", Description = "What is 'now'", CustomParser = Instant };
        var explain = new Option<bool>("--explain") { Description = "Tells of every field that is written what it came from" };
        var tariffs = FileOption("--tariffs", "A JSON array of OCPI 2.2.1 tariffs, for agreements that name one to rate records with");
        var mappings = new Option<string?>("--mappings") { HelpName = "DIR", Description = "Translates by these mapping files, and tells what the gateway's own would write otherwise" };
        var sessions = FileOption("--sessions", "A JSON array of OCPI 2.2.1 sessions that stand in for the sessions' memory");
        var file = new Argument<FileInfo?>("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "The document; standard input by default" };

        // A misspelt option must not pass for a file.
        file.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value.StartsWith("--", StringComparison.Ordinal)) result.AddError($"'{token.Value}' is no option of translate.");
        });
        var command = new Command("translate", "Translates one document offline.")
        {
            from, to, message, partner, locations, tokens, at, explain, tariffs, mappings, sessions, file,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var translation = new Translation
            {
                From = parsed.GetValue(from)!,
                To = parsed.GetValue(to)!,
                Message = parsed.GetValue(message),
                PartnerId = parsed.GetValue(partner),
                Locations = parsed.GetValue(locations),
                Tokens = parsed.GetValue(tokens),
                Tariffs = parsed.GetValue(tariffs),
                Sessions = parsed.GetValue(sessions),
                At = parsed.GetValue(at) ?? DateTimeOffset.UtcNow,
                Mappings = parsed.GetValue(mappings),
                Explain = parsed.GetValue(explain),
                Document = parsed.GetValue(file),
            };
            return translation.RunAsync(source, cancellation);
        });
        return command;
    }

    private static Option<FileInfo?> FileOption(string name, string description) => new(name) { HelpName = "FILE", Description = description };

    private static DateTimeOffset? Instant(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        const System.Globalization.DateTimeStyles Utc = System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, Utc, out var instant)) return instant;
        result.AddError($"'{text}' is no instant; write 2024-06-12T09:47:53Z");
        return null;
    }
}
