using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Partners;

/// <summary>Reads the partners, each with the help of its protocol, and then what must be unique among them.</summary>
internal sealed class PartnerReader(
    IReadOnlyList<IProtocol> protocols, IReadOnlyList<PartnerProfile> profiles, PartyId gateway, ICollection<string> warnings)
{
    private static readonly string[] Known =
        ["Protocol", "Profile", "Roles", "Reaches", "TimeZone", "ZeroMeansUnknown", "Concurrency", "Delivery", "Questions", "Sessions", "Limits", "AllowInsecure"];

    private readonly Dictionary<(Role, PartyId), string> speakers = [];
    private readonly Dictionary<(string Protocol, string Identity), string> identities = [];
    private readonly HashSet<PartnerRole> spoken = [];

    /// <summary>Everybody whom a partner speaks for, also partners with faults of their own.</summary>
    public IReadOnlySet<PartnerRole> Spoken => spoken;

    /// <summary>All partners without a fault of their own, in the order of the settings.</summary>
    public IReadOnlyList<Partner> Read(SettingSection gatewaySection)
    {
        var sections = gatewaySection.Group("Partners").Groups.ToList();
        var partners = sections.Select(One).OfType<Partner>().ToList();
        if (sections.Count == 0) warnings.Add("No partner is set (Gateway:Partners): nobody is heard, and nothing is said.");
        foreach (var hub in partners)
            foreach (var reached in hub.Reaches) WarnOfTwoWays(hub, reached, partners);
        return partners;
    }

    private Partner? One(SettingSection section)
    {
        CheckId(section);
        var protocol = Protocol(section);
        var roles = new RoleReader(section);
        var own = roles.Read("Roles");
        var reaches = roles.Reaches(own);
        foreach (var role in own)
            if (!speakers.TryAdd((role.Role, role.Party), section.Key))
                section.Fault("Roles", $"{role.Role} {role.Party} is a role of '{speakers[(role.Role, role.Party)]}' already; expected each party in each role once");

        spoken.UnionWith([.. own, .. reaches]);

        if (protocol is not null) section = new ProfileReader(profiles).Apply(section, protocol, own);
        var insecure = section.Flag("AllowInsecure");
        var zone = TimeZone(section);
        var deliveryReader = new DeliveryReader(section);
        var (concurrency, delivery, limits) = (deliveryReader.Concurrency(), deliveryReader.Read(), LimitReader.Read(section));
        var questions = QuestionReader.Read(section);
        var sessions = SessionSettingsReader.Read(section);
        var zero = section.Flag("ZeroMeansUnknown");
        if (protocol is null) return null;

        var ownSection = section.Group(SectionOf(protocol)).Configuration;
        var context = new PartnerContext(section.Key, section.Path, gateway, section.Text("Profile"), own, insecure);
        var reading = protocol.ReadPartner(context, ownSection);
        foreach (var fault in reading.Faults) section.Faults.Add(fault);
        CheckIdentity(section, protocol, reading);
        if (reading.Settings is null) return null;
        return new Partner
        {
            Id = section.Key,
            Protocol = protocol.Name,
            Dialect = reading.Dialect,
            Profile = context.Profile,
            Roles = own,
            Reaches = reaches,
            Concurrency = concurrency ?? reading.Concurrency,
            Delivery = delivery,
            Questions = questions,
            Sessions = sessions,
            Limits = limits,
            TimeZone = zone,
            ZeroMeansUnknown = zero,
            Settings = reading.Settings,
        };
    }

    /// <summary>It names a queue and a folder of overlays.</summary>
    private static void CheckId(SettingSection section)
    {
        if (section.Key.Length > 64 || section.Key.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
            section.Fault("", $"'{section.Key}' is no partner's name; expected up to 64 letters, digits, '-' and '_'");
    }

    private IProtocol? Protocol(SettingSection section)
    {
        var names = string.Join(", ", protocols.Select(p => p.Name).Order(StringComparer.Ordinal));
        var name = section.Required("Protocol", $"one of {names}");
        var protocol = protocols.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));
        if (protocol is null)
        {
            section.OnlyKnows([.. Known, .. protocols.Select(SectionOf)]);
            if (name is not null) section.Fault("Protocol", $"there is no protocol '{name}'; expected one of {names}");
            return null;
        }
        section.OnlyKnows([.. Known, SectionOf(protocol)]);
        return protocol;
    }

    /// <summary>As the settings spell it: <c>Emip</c>.</summary>
    private static string SectionOf(IProtocol protocol) => char.ToUpperInvariant(protocol.Name[0]) + protocol.Name[1..];

    private void CheckIdentity(SettingSection section, IProtocol protocol, PartnerReading reading)
    {
        if (reading.Identity is not { } identity) return;
        var key = (protocol.Name, identity.ToUpperInvariant());
        if (!identities.TryAdd(key, section.Key))
            section.Fault(SectionOf(protocol), $"requests of {identity} are recognised as '{identities[key]}' already; expected an identity of its own for each partner");
    }

    private static TimeZoneInfo TimeZone(SettingSection section)
    {
        if (section.Text("TimeZone") is not { } name) return TimeZoneInfo.Utc;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) return zone;
        section.Fault("TimeZone", $"there is no time zone '{name}'; expected an IANA name such as \"Europe/Paris\"");
        return TimeZoneInfo.Utc;
    }

    private void WarnOfTwoWays(Partner hub, PartnerRole reached, List<Partner> partners)
    {
        var first = partners.First(p => p.Reaches.Contains(reached));
        if (first != hub) warnings.Add($"{reached.Role} {reached.Party} is reached through '{first.Id}' and '{hub.Id}': '{first.Id}' is taken.");
    }
}
