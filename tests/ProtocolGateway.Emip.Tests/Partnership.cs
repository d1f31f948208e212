using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Emip.Tests;

/// <summary>Partners made from settings, as the gateway makes them.</summary>
internal static class Partnership
{
    public static readonly PartyId Gateway = new("FR", "GTW");

    public static EmipProtocol Protocol(IMappings mappings) => new(mappings, new FixedClock(), NullLogger<EmipProtocol>.Instance);

    public static PartnerReading Read(IReadOnlyList<PartnerRole> roles, bool allowInsecure, params (string Key, string? Value)[] settings)
    {
        const string path = "Gateway:Partners:it:Emip";
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.GroupBy(s => s.Key).Select(s => KeyValuePair.Create($"{path}:{s.Key}", s.Last().Value)))
            .Build();
        var context = new PartnerContext("it", "Gateway:Partners:it", Gateway, null, roles, allowInsecure);
        return new EmipOptionsReader(context, configuration.GetSection(path)).Read();
    }

    public static Partner Make(string id, IReadOnlyList<PartnerRole> roles, params (string Key, string? Value)[] settings)
    {
        var reading = Read(roles, false, settings);
        Assert.That(reading.Faults, Is.Empty);
        return new Partner { Id = id, Protocol = "emip", Dialect = reading.Dialect, Roles = roles, Settings = reading.Settings! };
    }

    public static PartnerRole Role(Role role, string party) =>
        new(role, PartyId.TryParse(party, out var id) ? id! : throw new ArgumentException(party));

    /// <summary>The samples' platform: <c>FR*GWP</c>, for the CPO <c>FR*GWC</c> and the eMSP <c>FR*GWM</c>, on this machine.</summary>
    public static Partner Platform(params (string Key, string? Value)[] settings) => Make(
        "platform", [Role(Partners.Role.CPO, "FR*GWC"), Role(Partners.Role.EMSP, "FR*GWM")],
        [("PartnerId", "FR*GWP"), ("Url", "http://127.0.0.1:9/"), ("Authentication", "None"), .. settings]);
}
