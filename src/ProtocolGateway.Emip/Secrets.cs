using ProtocolGateway.Partners;

namespace ProtocolGateway.Emip;

/// <summary>Secrets in the settings: the text itself, <c>file:PATH</c> or <c>env:NAME</c> (contract.md section 2).</summary>
internal static class Secrets
{
    /// <summary>
    /// The secret that <paramref name="setting"/> names: a file's text without its last line end, a variable's value, or the
    /// setting itself. Null, with a fault that never tells the secret, when the file or the variable is missing or empty.
    /// </summary>
    /// <param name="path">The setting's place, for the fault.</param>
    public static string? Resolve(string setting, string path, ICollection<SettingFault> faults)
    {
        if (setting.StartsWith("file:", StringComparison.Ordinal)) return FromFile(setting[5..], path, faults);
        if (setting.StartsWith("env:", StringComparison.Ordinal)) return FromVariable(setting[4..], path, faults);
        return setting;
    }

    private static string? FromFile(string file, string path, ICollection<SettingFault> faults)
    {
        try
        {
            var text = File.ReadAllText(file).TrimEnd('\r', '\n');
            if (text.Length > 0) return text;
            faults.Add(new SettingFault(path, $"the file '{file}' is empty; expected the secret in it"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            faults.Add(new SettingFault(path, $"the file '{file}' can't be read ({e.Message}); expected the secret in it"));
        }
        return null;
    }

    private static string? FromVariable(string name, string path, ICollection<SettingFault> faults)
    {
        var text = name.Length > 0 ? Environment.GetEnvironmentVariable(name) : null;
        if (!string.IsNullOrEmpty(text)) return text;
        faults.Add(new SettingFault(path, $"the environment variable '{name}' is not set; set it to the secret, or give the secret by file:PATH"));
        return null;
    }
}
