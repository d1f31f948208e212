using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Tests.Partners;

public sealed class PartnerSettingsTests
{
    private SettingsUnderTest settings = null!;

    [SetUp]
    public void SetUp() => settings = new SettingsUnderTest();

    [TearDown]
    public void TearDown() => settings.Dispose();

    [Test]
    public void A_partner_is_read_with_all_that_is_set()
    {
        var hub = settings.ReadGood("""
            {
              "Gateway": {
                "Partners": {
                  "gireve": {
                    "Protocol": "EMIP", "Profile": "gireve",
                    "Roles": [ { "Role": "hub", "Party": "FR*107" } ],
                    "Reaches": [ { "Role": "EMSP", "Party": "FR*XYZ" } ],
                    "TimeZone": "Europe/Paris", "ZeroMeansUnknown": true, "Concurrency": 3, "AllowInsecure": true,
                    "Emip": { "Url": "https://hub/" }
                  }
                }
              }
            }
            """).Partners.Find("gireve")!;

        Assert.Multiple(() =>
        {
            Assert.That(hub with { Roles = [], Reaches = [] }, Is.EqualTo(new Partner
            {
                Id = "gireve",
                Protocol = "emip",
                Dialect = "emip",
                Profile = "gireve",
                Roles = [],
                Reaches = [],
                Concurrency = 3,
                TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"),
                ZeroMeansUnknown = true,
                Settings = new Uri("https://hub/"),
            }));
            Assert.That(hub.Roles, Is.EqualTo(new[] { new PartnerRole(Role.HUB, new PartyId("FR", "107")) }));
            Assert.That(hub.Reaches, Is.EqualTo(new[] { new PartnerRole(Role.EMSP, new PartyId("FR", "XYZ")) }));
        });
    }

    [Test]
    public void An_unknown_protocol_is_told_beside_those_that_exist()
    {
        Assert.That(Faults(""" "Protocol": "oicp" """), Is.EqualTo(new[]
        {
            "Gateway:Partners:acme-cpo:Protocol: there is no protocol 'oicp'; expected one of emip, ocpi",
        }));
    }

    [Test]
    public void A_typo_in_a_partner_is_a_fault()
    {
        Assert.That(Faults(""" "Concurency": 1 """), Is.EqualTo(new[]
        {
            "Gateway:Partners:acme-cpo:Concurency: no such setting; did you mean Concurrency?",
        }));
    }

    [Test]
    public void The_section_of_another_protocol_is_a_fault()
    {
        Assert.That(Faults(""" "Ocpi": { "Url": "http://acme" } """), Has.One.StartsWith("Gateway:Partners:acme-cpo:Ocpi: no such setting"));
    }

    [Test]
    public void A_partner_without_a_role_is_a_fault()
    {
        Assert.That(Faults(""" "Protocol": "emip", "Emip": { "Url": "http://new" } """, "newcomer"), Is.EqualTo(new[]
        {
            "Gateway:Partners:newcomer:Roles: missing; expected at least one role: [ { \"Role\": \"CPO\", \"Party\": \"FR*798\" } ], Role being CPO, EMSP or HUB",
        }));
    }

    [Test]
    public void A_role_of_two_partners_is_a_fault()
    {
        Assert.That(Faults(""" "Protocol": "emip", "Roles": [ { "Role": "CPO", "Party": "fr798" } ], "Emip": { "Url": "http://new" } """, "newcomer"), Is.EqualTo(new[]
        {
            "Gateway:Partners:newcomer:Roles: CPO FR*798 is a role of 'acme-cpo' already; expected each party in each role once",
        }));
    }

    [Test]
    public void One_party_may_be_an_operator_and_a_provider()
    {
        Assert.That(Faults(""" "Protocol": "emip", "Roles": [ { "Role": "EMSP", "Party": "FR*798" } ], "Emip": { "Url": "http://new" } """, "newcomer"), Is.Empty);
    }

    [Test]
    public void An_identity_of_two_partners_is_a_fault()
    {
        Assert.That(Faults(""" "Protocol": "emip", "Roles": [ { "Role": "CPO", "Party": "FR*111" } ], "Emip": { "Url": "http://ACME/x" } """, "newcomer"), Is.EqualTo(new[]
        {
            "Gateway:Partners:newcomer:Emip: requests of acme are recognised as 'acme-cpo' already; expected an identity of its own for each partner",
        }));
    }

    [Test]
    public void Only_a_hub_has_parties_behind_it()
    {
        Assert.That(Faults(""" "Reaches": [ { "Role": "EMSP", "Party": "FR*XYZ" } ] """), Is.EqualTo(new[]
        {
            "Gateway:Partners:acme-cpo:Reaches: only a hub has parties behind it; expected a HUB among the Roles, or the parties there",
        }));
    }

    [TestCase(""" "Roles": { "Role": "CPO", "Party": "FR*798" } """, "Gateway:Partners:acme-cpo:Roles: expected a list: \"Roles\": [ ... ]")]
    [TestCase(""" "Concurrency": 0 """, "Gateway:Partners:acme-cpo:Concurrency: '0' was found; expected a whole number from 1 to 64")]
    [TestCase(""" "ZeroMeansUnknown": "yes" """, "Gateway:Partners:acme-cpo:ZeroMeansUnknown: 'yes' was found; expected true or false")]
    [TestCase(""" "Emip": "http://acme" """, "Gateway:Partners:acme-cpo:Emip: 'http://acme' is a value; expected a group of settings { ... }")]
    public void A_value_of_another_kind_is_a_fault(string setting, string fault) => Assert.That(Faults(setting), Does.Contain(fault));

    [Test]
    public void A_name_that_is_no_folder_is_a_fault()
    {
        Assert.That(Faults(""" "Protocol": "emip", "Roles": [ { "Role": "CPO", "Party": "FR*111" } ], "Emip": { "Url": "http://new" } """, "../up"), Is.EqualTo(new[]
        {
            "Gateway:Partners:../up: '../up' is no partner's name; expected up to 64 letters, digits, '-' and '_'",
        }));
    }

    [Test]
    public void A_party_behind_two_hubs_is_reached_through_the_first()
    {
        var read = settings.ReadGood("""
            {
              "Gateway": {
                "Partners": {
                  "hub-a": { "Protocol": "emip", "Roles": [ { "Role": "HUB", "Party": "FR*107" } ], "Reaches": [ { "Role": "EMSP", "Party": "FR*XYZ" } ], "Emip": { "Url": "https://a/" } },
                  "hub-b": { "Protocol": "emip", "Roles": [ { "Role": "HUB", "Party": "DE*HBS" } ], "Reaches": [ { "Role": "EMSP", "Party": "FR*XYZ" } ], "Emip": { "Url": "https://b/" } }
                }
              }
            }
            """);

        Assert.That(read.Partners.Find(Role.EMSP, new PartyId("FR", "XYZ"))!.Id, Is.EqualTo("hub-a"));
        Assert.That(read.Warnings, Is.EqualTo(new[] { "EMSP FR*XYZ is reached through 'hub-a' and 'hub-b': 'hub-a' is taken." }));
    }

    private string[] Faults(string setting, string partner = "acme-cpo") =>
        settings.Faults($$"""{ "Gateway": { "Partners": { "{{partner}}": { {{setting}} } } } }""");
}
