using System.CommandLine;
using ProtocolGateway.Host.Commands;

// Settings (--Gateway:Party=FR*GTW) are not options: they are taken out first, and the rest is the command.
var settings = args.Where(SettingsSource.IsSetting).ToArray();
var source = new SettingsSource(settings);

var program = new RootCommand("ProtocolGateway: eMIP and OCPI parties understand each other.")
{
    source.Files,
    RunCommand.Create(source),
    DemoCommand.Create(source),
    TranslateCommand.Create(source),
    MappingsCommand.Create(source),
    ImportCommand.Create("locations", source),
    ImportCommand.Create("tariffs", source),
    ImportCommand.Create("tokens", source),
    JournalCommand.Create(source),
};
// The default command.
program.SetAction((_, cancellation) => new RunCommand(source).RunAsync(cancellation));

var parsed = program.Parse(args.Where(a => !SettingsSource.IsSetting(a)).ToArray());
source.Read(parsed);
if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

foreach (var error in parsed.Errors) Console.Error.WriteLine(error.Message);
return ExitCodes.WrongUsage;
