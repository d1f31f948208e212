using System.CommandLine;

namespace ProtocolGateway.Host.Commands;

/// <summary>A command that the contract names and a later version brings.</summary>
internal static class LaterCommand
{
    public static Command Create(string name)
    {
        var command = new Command(name, "Not in this version.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(_ => Answer());
        return command;
    }

    public static int Answer()
    {
        System.Console.Error.WriteLine("not in this version");
        return ExitCodes.WrongUsage;
    }
}
