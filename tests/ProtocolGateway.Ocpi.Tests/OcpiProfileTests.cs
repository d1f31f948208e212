using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Ocpi.Tests.StandIns;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi.Tests;

/// <summary>What a partner gets by one line: the files of the mappings' folder.</summary>
public sealed class OcpiProfileTests
{
    [Test]
    public void Gireve_is_spoken_to_in_2_2_1_as_its_guide_asks()
    {
        var options = Read("gireve-2.2.1", "HUB");
        Assert.Multiple(() =>
        {
            Assert.That((options.Version.Number, options.OutboundForm, options.AddressedHub?.ToString()), Is.EqualTo(("2.2.1", TokenForm.Base64, "FR*107")));
            Assert.That((options.PageSize, options.MostPageSize), Is.EqualTo((20, 1000)));
            Assert.That((options.UpdatesCredentials, options.CreditRecords), Is.EqualTo((false, false)));
            Assert.That((options.TariffsAreImmutable, options.OneEvseInAuthorize, options.EvseInCommands), Is.EqualTo((true, false, false)));
        });
    }

    [Test]
    public void And_in_2_1_1_as_the_guides_of_its_roles_ask()
    {
        var options = Read("gireve-2.1.1", "HUB");
        Assert.Multiple(() =>
        {
            Assert.That((options.Version.Number, options.AddressedHub, options.PageSize, options.MostPageSize), Is.EqualTo(("2.1.1", default(PartyId), 20, 1000)));
            Assert.That((options.OneEvseInAuthorize, options.EvseInCommands, options.TariffsAreImmutable), Is.EqualTo((true, true, true)));
            Assert.That(options.CreditRecords, Is.False);
        });
    }

    [TestCase("session")]
    [TestCase("charge-detail-record")]
    public void What_gireve_adds_to_2_1_1_is_read_and_written(string name)
    {
        var partners = new PartnerBook(new("FR", "GTW"), [new() { Id = "it", Protocol = "ocpi", Dialect = "ocpi-2.1.1", Profile = "gireve-2.1.1", Settings = new object() }], []);
        var load = MappingBook.Load(Path.Combine(Places.Repository, "mappings"), Path.Combine(Places.Repository, "schemas"), KnownSteps.All, partners);
        Assert.That(load.Faults, Is.Empty);

        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(Places.Repository, "tests", "Documents", "ocpi-2.1.1", name + ".json")))!.AsObject();
        json["authorization_id"] = "mmm-ttt";
        var document = Document.FromJson(Encoding.UTF8.GetBytes(json.ToJsonString()), out _)!;
        Assert.That((Reference(Read("it")), Reference(Read("other"))), Is.EqualTo(("mmm-ttt", default(string))));
        Assert.That(Write("it", Read("it")), Does.Contain("\"authorization_id\":\"mmm-ttt\""));

        object Read(string partner) => load.Book!.Find("ocpi-2.1.1", name, partner)!.Read(document, document.Root, ReadContext.Default).Message!;

        string Write(string partner, object message)
        {
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                writer.WriteStartObject();
                Assert.That(load.Book!.Find("ocpi-2.1.1", name, partner)!.Write(message, message, new JsonDocumentWriter(writer), new WriteContext()), Is.Null);
                writer.WriteEndObject();
            }
            return Encoding.UTF8.GetString(buffer.ToArray());
        }
    }

    private static string? Reference(object message) => message is Session session ? session.AuthorizationReference : ((ChargeDetailRecord)message).AuthorizationReference;

    [Test]
    public void A_setting_beside_it_wins() => Assert.That(Read("gireve-2.2.1", "HUB", ("Ocpi:PageSize", "5"), ("Ocpi:AddressHub", "false")) is
    {
        PageSize: 5, MostPageSize: 1000, AddressedHub: null,
    });

    [Test]
    public void Who_is_no_hub_is_not_addressed_as_one() =>
        Assert.That(Reading("gireve-2.2.1", "CPO").Faults.Select(f => f.ToString()), Is.EqualTo(new[]
        {
            "Gateway:Partners:it:Ocpi:AddressHub: the partner is no hub; expected a HUB among its Roles, or false",
        }));

    private static OcpiOptions Read(string profile, string role, params (string Key, string Value)[] more)
    {
        var reading = Reading(profile, role, more);
        Assert.That(reading.Faults, Is.Empty);
        return (OcpiOptions)reading.Settings!.Partners.Find("it")!.Settings;
    }

    private static SettingsReading Reading(string profile, string role, params (string Key, string Value)[] more)
    {
        (string Key, string Value)[] partner =
        [
            ("Protocol", "ocpi"), ("Profile", profile), ("Roles:0:Role", role), ("Roles:0:Party", "FR*107"), ("Ocpi:InboundToken", "theirs"), .. more,
        ];
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(partner.Select(s => KeyValuePair.Create<string, string?>($"Gateway:Partners:it:{s.Key}", s.Value)))
            .AddInMemoryCollection([new("Gateway:Party", "FR*GTW"), new("Gateway:Mappings", Path.Combine(Places.Repository, "mappings"))])
            .Build();
        using var protocol = new OcpiProtocol(TestMappings.All, TimeProvider.System, NullLogger<OcpiProtocol>.Instance);
        return GatewaySettings.Read(configuration, [protocol], offline: true);
    }
}
