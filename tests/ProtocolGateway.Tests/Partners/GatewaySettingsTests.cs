using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Tests.Partners;

public sealed class GatewaySettingsTests
{
    private SettingsUnderTest settings = null!;

    [SetUp]
    public void SetUp() => settings = new SettingsUnderTest();

    [TearDown]
    public void TearDown() => settings.Dispose();

    [Test]
    public void What_is_not_set_has_the_contracts_default()
    {
        var read = settings.ReadGood();

        Assert.Multiple(() =>
        {
            Assert.That(read.Party, Is.EqualTo(new PartyId("FR", "GTW")));
            Assert.That(read.Listen, Is.EqualTo("http://127.0.0.1:8080"));
            Assert.That(read.ConsoleListen, Is.EqualTo("http://127.0.0.1:8081"));
            Assert.That(read.PublicUrl, Is.Null);
            Assert.That(read.DataDirectory, Is.EqualTo(Path.Combine(settings.Folder, "data")));
            Assert.That(read.Mappings, Is.EqualTo(Path.Combine(settings.Program, "mappings")));
            Assert.That(read.Schemas, Is.EqualTo(Path.Combine(settings.Program, "schemas")));
            Assert.That(read.Journal, Is.EqualTo(JournalSettings.Embedded));
            Assert.That(read.Bus, Is.EqualTo(BusSettings.Embedded));
            Assert.That(read.Node, Is.EqualTo(Environment.MachineName));
            Assert.That(read.AutoMapperLicenseKey, Is.Null);
            Assert.That(read.Warnings, Is.Empty);
        });
    }

    [Test]
    public void Every_fault_is_told_at_once()
    {
        Assert.That(settings.Faults("""
            {
              "Gateway": {
                "Party": "FR*GATEWAY",
                "ConsoleListn": "http://127.0.0.1:9",
                "Listen": "8080",
                "Journal": { "Provider": "Postgres" },
                "Partners": { "acme-cpo": { "TimeZone": "Europe/Gotham", "Emip": { "Url": "acme" } } }
              }
            }
            """), Is.EqualTo(new[]
        {
            "Gateway:ConsoleListn: no such setting; did you mean ConsoleListen?",
            "Gateway:Party: 'FR*GATEWAY' is no party id; expected two letters of the country and three letters or digits, such as \"FR*798\"",
            "Gateway:Partners:acme-cpo:TimeZone: there is no time zone 'Europe/Gotham'; expected an IANA name such as \"Europe/Paris\"",
            "Gateway:Partners:acme-cpo:Emip:Url: 'acme' is no http or https address; expected such as \"https://host.example/path\"",
            "Gateway:Journal:ConnectionString: missing; expected a connection string such as \"Host=db;Database=gateway;Username=gateway;Password=...\", or file:PATH or env:NAME of one",
            "Gateway:Listen: '8080' is no address to listen on; expected scheme, host and port, such as \"http://127.0.0.1:8080\"",
        }));
    }

    [Test]
    public void Prefixes_tell_whose_an_id_is_that_begins_otherwise_than_its_party()
    {
        var partners = settings.ReadGood("""{ "Gateway": { "Prefixes": { "fr*old": "DE*ABC", "FR*XYZ": "FR*798", "DE*GON": "DE*GON" } } }""").Partners;

        PartyId emsp = new("DE", "ABC"), cpo = new("FR", "798");
        Assert.Multiple(() =>
        {
            Assert.That(partners.OwnerByPrefix(Role.EMSP, "FR-OLD-C12345678-9"), Is.EqualTo(emsp));
            Assert.That(partners.OwnerByPrefix(Role.EMSP, "DE*ABC*C1"), Is.EqualTo(emsp), "its own id");
            Assert.That(partners.OwnerByPrefix(Role.CPO, "FR*XYZ*E1234"), Is.EqualTo(cpo));
            Assert.That(partners.OwnerByPrefix(Role.CPO, "FR*OLD*E1234"), Is.Null, "no CPO");
            Assert.That(partners.OwnerByPrefix(Role.EMSP, "DE-GON-C1"), Is.Null, "no partner of ours");
            Assert.That(partners.OwnerByPrefix(Role.EMSP, "FROLD"), Is.Null, "a prefix, and nothing behind it");
        });
        Assert.That(settings.Faults("""{ "Gateway": { "Party": "FR*GTW", "Prefixes": { "FR*AB": "FR*798", "FR*ABC": "Acme", "FR-DEF": "FR*798", "FRDEF": "FR*798" } } }"""), Is.EquivalentTo(new[]
        {
            "Gateway:Prefixes:FR*AB: 'FR*AB' is no prefix; expected two letters of the country and three letters or digits, such as \"FR*ABC\"",
            "Gateway:Prefixes:FR*ABC: 'Acme' is no party id; expected two letters of the country and three letters or digits, such as \"FR*798\"",
            "Gateway:Prefixes:FRDEF: the prefix is given twice; expected once",
        }));
    }

    [Test]
    public void Without_a_fault_there_are_settings_and_with_one_there_are_none()
    {
        Assert.That(settings.Read().Settings, Is.Not.Null);
        Assert.That(settings.Read("""{ "Gateway": { "Lisen": "x" } }""").Settings, Is.Null);
    }

    [Test]
    public void Nothing_set_at_all_lacks_only_our_own_party()
    {
        var reading = settings.ReadOnly("{}");

        Assert.That(reading.Faults.Select(f => f.ToString()), Is.EqualTo(new[]
        {
            "Gateway:Party: missing; expected our own party id, such as \"FR*GTW\"",
        }));
    }

    [Test]
    public void Without_partners_and_agreements_the_start_is_warned()
    {
        var reading = settings.ReadOnly("""{ "Gateway": { "Party": "FR*GTW" } }""");

        Assert.That(reading.Settings!.Warnings, Is.EqualTo(new[]
        {
            "No partner is set (Gateway:Partners): nobody is heard, and nothing is said.",
            "No agreement is set (Gateway:Agreements): nothing is routed. For everybody with everybody: [ { \"Cpo\": \"*\", \"Emsp\": \"*\" } ].",
        }));
    }

    [Test]
    public void The_licence_key_may_come_from_a_file()
    {
        var file = Path.Combine(settings.Folder, "key");
        File.WriteAllText(file, "a key\n");

        var read = settings.ReadGood($$"""{ "Gateway": { "AutoMapperLicenseKey": "file:{{file}}" } }""");

        Assert.That(read.AutoMapperLicenseKey, Is.EqualTo("a key"));
    }
}
