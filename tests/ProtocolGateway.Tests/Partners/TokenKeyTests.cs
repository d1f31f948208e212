namespace ProtocolGateway.Tests.Partners;

public sealed class TokenKeyTests
{
    private const string Postgres = """ "Journal": { "Provider": "Postgres", "ConnectionString": "Host=db" } """;

    private SettingsUnderTest settings = null!;

    [SetUp]
    public void SetUp() => settings = new SettingsUnderTest();

    [TearDown]
    public void TearDown() => settings.Dispose();

    [Test]
    public void Nodes_that_share_a_journal_need_one_once_a_partner_registers()
    {
        Assert.That(settings.Faults($$"""{ "Gateway": { {{Postgres}} } }"""), Is.Empty);
        Assert.That(settings.Faults(Registering($", {Postgres}")), Has.Length.EqualTo(1).And.All.StartsWith("Gateway:TokenKey: missing; 'volt-emsp' has a RegistrationToken"));
        Assert.That(settings.Faults(Registering("")), Is.Empty, "the embedded journal's key is a file beside it");
    }

    [Test]
    public void It_is_32_bytes_in_Base64_and_never_told()
    {
        var key = Convert.ToBase64String(new byte[32]);
        Assert.That(settings.ReadGood($$"""{ "Gateway": { "TokenKey": "{{key}}" } }""").TokenKey, Is.EqualTo(new byte[32]));
        Assert.That(settings.Faults("""{ "Gateway": { "TokenKey": "c2hvcnQ=" } }"""), Has.Length.EqualTo(1).And.All.StartsWith("Gateway:TokenKey: no key was found").And.All.Not.Contain("c2hvcnQ="));
    }

    [Test]
    public void Our_name_is_our_party_unless_set()
    {
        Assert.That(settings.ReadGood().Name, Is.EqualTo("FR*GTW"));
        Assert.That(settings.ReadGood("""{ "Gateway": { "Name": "The gateway" } }""").Name, Is.EqualTo("The gateway"));
    }

    private static string Registering(string more) => $$"""{ "Gateway": { "Partners": { "volt-emsp": { "Ocpi": { "Registers": true } } }{{more}} } }""";
}
