using Microsoft.Extensions.Configuration;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Partners;

/// <summary>Puts a profile's settings below those that a partner has itself.</summary>
internal sealed class ProfileReader(IReadOnlyList<PartnerProfile> profiles)
{
    public SettingSection Apply(SettingSection partner, IProtocol protocol, IReadOnlyList<PartnerRole> roles)
    {
        if (partner.Text("Profile") is not { } name) return partner;
        var its = profiles.Where(p => p.Protocol.Equals(protocol.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (its.Find(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } profile)
        {
            var names = string.Join(" or ", its.Select(p => p.Name).Order(StringComparer.Ordinal));
            partner.Fault("Profile", names.Length == 0
                ? $"'{name}' was found, and {protocol.Name} has no profiles; expected nothing"
                : $"there is no profile '{name}'; expected {names}, or nothing");
            return partner;
        }
        // Blank counts as not given.
        var own = partner.Configuration.AsEnumerable().Where(s => !string.IsNullOrWhiteSpace(s.Value));
        var both = new ConfigurationBuilder()
            .AddInMemoryCollection(profile.Settings.Select(Placed))
            .AddInMemoryCollection(profile.OfRoles(roles).Select(Placed))
            .AddInMemoryCollection(own)
            .Build();
        return new SettingSection(both.GetSection(partner.Path), partner.Faults);

        KeyValuePair<string, string?> Placed(KeyValuePair<string, string> setting) => new(partner.PathOf(setting.Key), setting.Value);
    }
}
