using Microsoft.Extensions.Configuration;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Emip.Tests;

/// <summary>What a partner gets by one line.</summary>
internal sealed class EmipProfileTests
{
    [Test]
    public void Wwcps_CPO_server_is_told_what_it_takes_when_it_starts_by_itself()
    {
        var options = Read("wwcp", "CPO");
        Assert.That((options.ContentType, options.PartyIdSeparator, options.QualifiedChildren, options.NestedSessionEvent), Is.EqualTo(("text/xml", "*", false, false)));
    }

    [Test]
    public void Wwcps_EMP_server_reads_sale_partners_without_separator_and_nested_events()
    {
        var options = Read("wwcp", "EMSP");
        Assert.That((options.ContentType, options.PartyIdSeparator, options.QualifiedChildren, options.NestedSessionEvent), Is.EqualTo(("text/xml", "", false, true)));
    }

    [Test]
    public void Gireve_is_told_what_the_protocol_says()
    {
        var options = Read("gireve", "HUB");
        Assert.That(
            (options.ContentType, options.PartyIdSeparator, options.QualifiedChildren, options.NestedSessionEvent, options.EnergyInKWh, options.SyntheticStatus),
            Is.EqualTo(("application/soap+xml", "*", false, false, false, false)));
    }

    [Test]
    public void A_setting_beside_it_wins() =>
        Assert.That(Read("wwcp", "EMSP", ("Emip:ContentType", "application/soap+xml"), ("Emip:NestedSessionEvent", "false")) is
        {
            ContentType: "application/soap+xml", NestedSessionEvent: false, PartyIdSeparator: "",
        });

    private static EmipOptions Read(string profile, string role, params (string Key, string Value)[] more)
    {
        (string Key, string Value)[] partner =
        [
            ("Protocol", "emip"), ("Profile", profile), ("Roles:0:Role", role), ("Roles:0:Party", "FR*ABC"), ("Emip:PartnerId", "FR*ABC"),
            ("Emip:Url", "https://partner.example/"), .. more,
        ];
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(partner.Select(s => KeyValuePair.Create<string, string?>($"Gateway:Partners:it:{s.Key}", s.Value)))
            .AddInMemoryCollection([KeyValuePair.Create<string, string?>("Gateway:Party", "FR*GTW"), new("Gateway:Mappings", Path.Combine(Samples.Root, "mappings"))])
            .Build();
        var reading = GatewaySettings.Read(configuration, [Partnership.Protocol(Maps.InForce)], offline: true);
        Assert.That(reading.Faults, Is.Empty);
        return (EmipOptions)reading.Settings!.Partners.Find("it")!.Settings;
    }
}
