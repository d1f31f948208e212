using Microsoft.Extensions.Configuration;
using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi.Tests.StandIns;

/// <summary>Partners read from settings, as the gateway reads them.</summary>
internal static class TestPartners
{
    public const string Path = "Gateway:Partners:volt:Ocpi";

    public static PartyId Gateway { get; } = new("FR", "GTW");

    public static PartnerReading Read(bool allowInsecure, params (string Key, string? Value)[] settings) => ReadOf([], allowInsecure, settings);

    private static PartnerReading ReadOf(PartnerRole[] roles, bool allowInsecure, (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"{Path}:{s.Key}", s.Value))).Build();
        var context = new PartnerContext("volt", "Gateway:Partners:volt", Gateway, null, roles, allowInsecure);
        return new OcpiOptionsReader(context, configuration.GetSection(Path)).Read();
    }

    public static Partner Partner(string id, PartnerRole[] roles, params (string Key, string? Value)[] settings)
    {
        var reading = ReadOf(roles, false, settings.Any(s => s.Key == "Version") ? settings : [("Version", "2.2.1"), .. settings]);
        Assert.That(reading.Faults, Is.Empty);
        return new Partner { Id = id, Protocol = "ocpi", Dialect = reading.Dialect, Roles = roles, Settings = reading.Settings! };
    }

    public static PartnerRole Cpo(string party) => new(Role.CPO, Party(party));

    public static PartnerRole Emsp(string party) => new(Role.EMSP, Party(party));

    public static PartyId Party(string text) => PartyId.TryParse(text, out var party) ? party! : throw new ArgumentException(text);
}
