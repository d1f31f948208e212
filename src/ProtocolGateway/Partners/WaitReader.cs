using System.Globalization;

namespace ProtocolGateway.Partners;

/// <summary>Lengths of time as operators write them: <c>500ms</c>, <c>1s</c>, <c>2m</c>, <c>1h</c>, <c>7d</c>.</summary>
public static class WaitReader
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)),
        ("d", TimeSpan.FromDays(1)),
    ];

    // Longer ones are typos, and their sums leave the calendar.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>One length, longer than nothing; null is a fault, or nothing set.</summary>
    public static TimeSpan? Wait(this SettingSection section, string key)
    {
        if (section.Text(key) is not { } text) return null;
        if (Parse(text) is { } wait) return wait;
        section.Fault(key, $"'{text}' is no length of time; expected a whole number with its unit (ms, s, m, h, d), such as \"30s\", up to 366d");
        return null;
    }

    /// <summary>Several, separated by commas.</summary>
    public static IReadOnlyList<TimeSpan>? Waits(this SettingSection section, string key)
    {
        if (section.Text(key) is not { } text) return null;
        var waits = text.Split(',', StringSplitOptions.TrimEntries).Select(Parse).ToList();
        if (waits.All(w => w is not null)) return [.. waits.Select(w => w!.Value)];
        section.Fault(key, $"'{text}' is no list of waits; expected whole numbers with their units (ms, s, m, h, d), such as \"1s, 5s, 30s, 2m, 10m, 1h\"");
        return null;
    }

    private static TimeSpan? Parse(string text)
    {
        foreach (var (unit, length) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)) continue;
            if (!int.TryParse(text.AsSpan(0, text.Length - unit.Length).TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) continue;
            return number > 0 && number <= Longest / length ? number * length : null;
        }
        return null;
    }
}
