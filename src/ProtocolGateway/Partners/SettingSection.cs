using System.Globalization;
using Microsoft.Extensions.Configuration;
using ProtocolGateway.Canonical;

namespace ProtocolGateway.Partners;

/// <summary>
/// One group of settings, read so that every fault is found in one go: each reading returns the value or null, and what is
/// wrong goes to the list that all groups share. Blank counts as not given.
/// </summary>
public sealed class SettingSection(IConfigurationSection section, ICollection<SettingFault> faults)
{
    /// <summary>The place in the settings: <c>Gateway:Partners:acme-cpo</c>.</summary>
    public string Path => section.Path;

    /// <summary>The last part of the place.</summary>
    public string Key => section.Key;

    internal IConfigurationSection Configuration => section;

    internal ICollection<SettingFault> Faults => faults;

    public void Fault(string key, string text) => faults.Add(new SettingFault(PathOf(key), text));

    public string PathOf(string key) => key.Length == 0 ? Path : $"{Path}:{key}";

    public bool Has(string key) => !IsBlank(section.GetSection(key));

    /// <summary>The groups or values below, each once.</summary>
    internal IEnumerable<SettingSection> Groups => section.GetChildren().Select(child => new SettingSection(child, faults));

    public SettingSection Group(string key)
    {
        var group = section.GetSection(key);
        if (!string.IsNullOrWhiteSpace(group.Value)) Fault(key, $"'{group.Value}' is a value; expected a group of settings {{ ... }}");
        return new SettingSection(group, faults);
    }

    /// <summary>The members of a list, in order; not a list: a fault.</summary>
    public IReadOnlyList<SettingSection> List(string key)
    {
        var list = section.GetSection(key);
        var members = list.GetChildren().ToList();
        if (string.IsNullOrWhiteSpace(list.Value) && members.All(m => int.TryParse(m.Key, out _)))
            return [.. members.Select(m => new SettingSection(m, faults))];
        Fault(key, $"expected a list: \"{key}\": [ ... ]");
        return [];
    }

    /// <summary>A fault for each name that is not among <paramref name="known"/>: a typo must not be silent.</summary>
    public void OnlyKnows(params IReadOnlyList<string> known)
    {
        foreach (var child in section.GetChildren())
        {
            if (known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)) continue;
            var nearest = NearestName.Of(child.Key, known);
            Fault(child.Key, nearest is null
                ? $"no such setting; known here: {string.Join(", ", known)}"
                : $"no such setting; did you mean {nearest}?");
        }
    }

    public string? Text(string key)
    {
        var value = section.GetSection(key);
        if (value.Value is null && value.GetChildren().Any())
        {
            Fault(key, $"a group of settings was found; expected one value: \"{key}\": \"...\"");
            return null;
        }
        return string.IsNullOrWhiteSpace(value.Value) ? null : value.Value.Trim();
    }

    /// <param name="expected">What is wanted, and how to set it: <c>the partner's address, such as "http://10.0.0.1/"</c>.</param>
    public string? Required(string key, string expected)
    {
        var text = Text(key);
        if (text is null && !Has(key)) Fault(key, $"missing; expected {expected}");
        return text;
    }

    public string? Secret(string key) => Text(key) is { } text ? Secrets.Resolve(text, PathOf(key), faults) : null;

    public bool Flag(string key, bool otherwise = false)
    {
        if (Text(key) is not { } text) return otherwise;
        if (bool.TryParse(text, out var flag)) return flag;
        Fault(key, $"'{text}' was found; expected true or false");
        return otherwise;
    }

    public int? Whole(string key, int least, int most)
    {
        if (Text(key) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Fault(key, $"'{text}' was found; expected a whole number from {least} to {most}");
        return null;
    }

    /// <summary>An absolute http or https address.</summary>
    public Uri? Url(string key)
    {
        if (Text(key) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") return url;
        Fault(key, $"'{text}' is no http or https address; expected such as \"https://host.example/path\"");
        return null;
    }

    public PartyId? Party(string key)
    {
        if (Text(key) is not { } text) return null;
        if (PartyId.TryParse(text, out var party)) return party;
        Fault(key, $"'{text}' is no party id; expected two letters of the country and three letters or digits, such as \"FR*798\"");
        return null;
    }

    /// <summary>Names of one's own choice, and the party that each stands for.</summary>
    public IReadOnlyDictionary<string, PartyId> Parties(string key)
    {
        var group = Group(key);
        var found = new Dictionary<string, PartyId>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in group.Configuration.GetChildren().Select(c => c.Key))
            if (group.Party(name) is { } party) found[name] = party;
            else if (!group.Has(name)) group.Fault(name, "missing; expected a party id, such as \"FR*798\"");
        return found;
    }

    /// <summary>An instant with its zone.</summary>
    public DateTimeOffset? Instant(string key)
    {
        if (Text(key) is not { } text) return null;
        string[] forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];
        if ((text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10)
            && DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            return instant.ToUniversalTime();
        Fault(key, $"'{text}' is no instant; expected such as \"2026-01-31T00:00:00Z\"");
        return null;
    }

    /// <summary>One of the named values, whatever its case.</summary>
    public T? Choice<T>(string key, params IReadOnlyList<(string Name, T Value)> choices) where T : struct
    {
        if (Text(key) is not { } text) return null;
        foreach (var (name, value) in choices)
            if (string.Equals(name, text, StringComparison.OrdinalIgnoreCase)) return value;
        Fault(key, $"'{text}' was found; expected {string.Join(" or ", choices.Select(c => c.Name))}");
        return null;
    }

    private static bool IsBlank(IConfigurationSection section) =>
        string.IsNullOrWhiteSpace(section.Value) && !section.GetChildren().Any();
}
