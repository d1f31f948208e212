namespace ProtocolGateway.Emip;

/// <summary>Secrets stand in the settings as they are, or as <c>file:PATH</c> or <c>env:NAME</c>.</summary>
internal static class Secrets
{
    public static string Resolve(string setting, out string? fault)
    {
        fault = null;
        if (setting.StartsWith("env:", StringComparison.Ordinal))
        {
            var value = Environment.GetEnvironmentVariable(setting[4..]);
            if (value is null) fault = $"the environment variable {setting[4..]} is not set";
            return value ?? "";
        }

        if (!setting.StartsWith("file:", StringComparison.Ordinal)) return setting;
        try
        {
            return File.ReadAllText(setting[5..]).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"the file {setting[5..]} can't be read";
            return "";
        }
    }
}
