using ProtocolGateway.Mapping.Files;
using YamlDotNet.RepresentationModel;

namespace ProtocolGateway.Partners;

/// <summary>
/// Reads the profiles, a YAML file each, named as it is: <c>protocol</c>, <c>settings</c> as they stand below a partner, and
/// below <c>roles</c> what a partner with a role gets beside them. Their values are checked where a partner uses them.
/// </summary>
internal sealed class ProfileFiles(string folder, ICollection<SettingFault> faults)
{
    private static readonly string[] Known = ["protocol", "settings", "roles"];

    public IReadOnlyList<PartnerProfile> Read() => System.IO.Directory.Exists(folder)
        ? [.. System.IO.Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(One).OfType<PartnerProfile>()]
        : [];

    private PartnerProfile? One(string path)
    {
        var found = new List<MappingFault>();
        var yaml = new YamlText(path, found);
        string? protocol = null;
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var roles = new Dictionary<Role, IReadOnlyDictionary<string, string>>();
        if (yaml.Load(File.ReadAllText(path)) is { } file)
        {
            foreach (var (key, value) in yaml.Pairs(file))
            {
                if (key.Text == "protocol") protocol = yaml.Scalar(value)?.Text;
                else if (key.Text == "settings") Flatten(yaml, value, "", settings);
                else if (key.Text == "roles") ReadRoles(yaml, value, roles);
                else yaml.Fault(key.At, $"there is no '{key}' in a profile", $"expected {string.Join(", ", Known)}");
            }
            if (protocol is null && found.Count == 0) yaml.Fault(file, "no protocol is named", "expected such as 'protocol: ocpi'");
        }
        foreach (var fault in found) faults.Add(new SettingFault(fault.At.ToString(), fault.Fix.Length == 0 ? fault.What : $"{fault.What}; {fault.Fix}"));
        return found.Count == 0 ? new PartnerProfile(Path.GetFileNameWithoutExtension(path), protocol!, settings, roles) : null;
    }

    private static void ReadRoles(YamlText yaml, YamlNode node, Dictionary<Role, IReadOnlyDictionary<string, string>> roles)
    {
        foreach (var (name, value) in yaml.Pairs(node))
        {
            var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            Flatten(yaml, value, "", settings);
            if (Enum.TryParse<Role>(name.Text, out var role) && Enum.IsDefined(role)) roles[role] = settings;
            else yaml.Fault(name.At, $"there is no role '{name}'", $"expected {string.Join(", ", Enum.GetNames<Role>())}");
        }
    }

    private static void Flatten(YamlText yaml, YamlNode node, string path, Dictionary<string, string> settings)
    {
        foreach (var (key, value) in yaml.Pairs(node))
        {
            var place = path.Length == 0 ? key.Text : $"{path}:{key}";
            if (value is YamlMappingNode) Flatten(yaml, value, place, settings);
            else if (yaml.Scalar(value) is { } text) settings[place] = text.Text;
        }
    }
}
