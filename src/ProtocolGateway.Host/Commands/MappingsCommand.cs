using System.CommandLine;
using ProtocolGateway.Mapping;

namespace ProtocolGateway.Host.Commands;

/// <summary><c>mappings check [DIR]</c>: validates every mapping file, and lists all faults.</summary>
internal static class MappingsCommand
{
    public static Command Create(SettingsSource source)
    {
        var folder = new Argument<string?>("DIR") { Arity = ArgumentArity.ZeroOrOne, Description = "The folder; the gateway's own by default" };
        var check = new Command("check", "Validates every mapping file, and lists all faults as file:line:column: what; how to fix it.") { folder };
        check.SetAction(parsed => Check(parsed.GetValue(folder), source));
        return new Command("mappings", "Checks mapping files.") { check, LaterCommand.Create("test") };
    }

    private static int Check(string? folder, SettingsSource source)
    {
        if (Offline.Read(source, out var faults) is not { } offline) return ExitCodes.Fail(faults);
        var (mappings, schemas) = folder is null ? (offline.Mappings, offline.Schemas) : Offline.Folders(folder, offline.Schemas);
        var load = MappingBook.Load(mappings, schemas, Mapping.Steps.KnownSteps.All);
        if (load.Book is null) return ExitCodes.Fail(load.Faults);
        foreach (var ignored in load.Book.All.SelectMany(m => m.Ignored).Select(i => i.ToString()).Distinct()) System.Console.WriteLine(ignored);
        System.Console.WriteLine($"{load.Files} mapping files, no faults");
        return ExitCodes.Done;
    }
}
