using ProtocolGateway.Partners;

namespace ProtocolGateway.Emip;

/// <summary>Reads in what forms a partner wants what it is told (emip.md 7.11: per-peer switches).</summary>
internal sealed class EmipHabitReader(SettingSection section)
{
    /// <summary>The services whose root is not spelled by everybody in the same way (emip.md 1.4, 7.3, 7.5): the rule's form first.</summary>
    private static readonly Dictionary<string, string[]> Spellings = new()
    {
        ["SetSessionActionRequest"] = ["SetSessionActionRequestRequest", "SetSessionActionRequest"],
        ["SetSessionEventReport"] = ["SetSessionEventReportRequest", "SetSessionEventReportRequestRequest"],
    };

    /// <summary>By service, where anything is set: its root without <c>eMIP_ToIOP_</c>.</summary>
    public Dictionary<string, string> Spelling()
    {
        var group = section.Group("RootSpelling");
        group.OnlyKnows([.. Spellings.Keys]);
        var found = new Dictionary<string, string>();
        foreach (var (service, forms) in Spellings)
            if (OneOf($"RootSpelling:{service}", forms) is { } spelling) found[service] = spelling;
        return found;
    }

    /// <summary>In the spelling of the choices.</summary>
    public string? OneOf(string key, params string[] choices)
    {
        if (section.Text(key) is not { } text) return null;
        var choice = choices.FirstOrDefault(c => c.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (choice is null) section.Fault(key, $"'{text}' was found; expected {string.Join(" or ", choices)}");
        return choice;
    }
}
