namespace ProtocolGateway.Testing.Gateway;

/// <summary>One command of the program, run to its end.</summary>
public static class Command
{
    /// <param name="input">Standard input; null for none.</param>
    /// <param name="folder">The current directory; the repository's root unless given.</param>
    public static async Task<CommandResult> RunAsync(
        IEnumerable<string> arguments, string? input = null, string? folder = null, TimeSpan? within = null)
    {
        using var host = HostProcess.Start(arguments, folder ?? Repository.Root);
        await host.WriteInputAsync(input);
        var code = await host.UntilExitAsync(within ?? TimeSpan.FromSeconds(60));
        return new CommandResult(code, host.Output, host.Errors);
    }
}

/// <summary>How a command ended.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The lines of standard error that say something.</summary>
    public IReadOnlyList<string> Faults => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public override string ToString() => $"exit code {ExitCode}\n--- output\n{Output}\n--- errors\n{Errors}";
}
