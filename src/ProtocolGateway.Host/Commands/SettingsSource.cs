using System.CommandLine;

namespace ProtocolGateway.Host.Commands;

/// <summary>
/// Where settings come from, the later ones winning: <c>appsettings.json</c> beside the program, each <c>--config FILE</c>,
/// the environment, the command line (contract.md section 2).
/// </summary>
internal sealed class SettingsSource(string[] settings)
{
    private string[] files = [];

    public Option<string[]> Files { get; } = new("--config")
    {
        Description = "A settings file (JSON); may be given several times. Single settings: --Gateway:Party=FR*GTW",
        Recursive = true,
        HelpName = "FILE",
    };

    public static bool IsSetting(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal) && argument.IndexOf(':', StringComparison.Ordinal) is var colon and > 2
        && argument.IndexOf('=', StringComparison.Ordinal) > colon;

    public void Read(ParseResult parsed) => files = parsed.GetValue(Files) ?? [];

    /// <summary>The settings; a file that is missing or no JSON is a fault.</summary>
    public IConfiguration? Build(out string? fault)
    {
        var builder = new ConfigurationBuilder();
        builder.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true);
        foreach (var file in files) builder.AddJsonFile(Path.GetFullPath(file), optional: false);
        builder.AddEnvironmentVariables().AddCommandLine(settings);
        try
        {
            fault = null;
            return builder.Build();
        }
        catch (Exception e) when (e is FileNotFoundException or InvalidDataException or FormatException)
        {
            fault = e.InnerException is null ? e.Message : $"{e.Message} {e.InnerException.Message}";
            return null;
        }
    }
}
