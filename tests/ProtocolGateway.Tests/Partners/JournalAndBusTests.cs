using ProtocolGateway.Partners;

namespace ProtocolGateway.Tests.Partners;

/// <summary>Gateway:Journal, Gateway:Bus and Gateway:Node: embedded unless set, and a cluster by settings alone.</summary>
public sealed class JournalAndBusTests
{
    private const string Postgres = """ "Journal": { "Provider": "postgres", "ConnectionString": "Host=db;Database=gateway;Password=s3cret" } """;

    private SettingsUnderTest settings = null!;

    [SetUp]
    public void SetUp() => settings = new SettingsUnderTest();

    [TearDown]
    public void TearDown() => settings.Dispose();

    [Test]
    public void Nodes_share_a_journal_and_a_bus()
    {
        var read = settings.ReadGood($$"""
            { "Gateway": { {{Postgres}}, "Bus": { "Transport": "RabbitMq", "Url": "amqps://gateway:s3cret@mq:5671/roaming" }, "Node": "blue-1" } }
            """);

        Assert.That(
            (read.Journal, read.Bus, read.Node),
            Is.EqualTo((
                new JournalSettings(JournalProvider.Postgres, "Host=db;Database=gateway;Password=s3cret"),
                new BusSettings(BusTransport.RabbitMq, new Uri("amqps://gateway:s3cret@mq:5671/roaming")), "blue-1")));
        Assert.That($"{read.Journal} {read.Bus} {read}", Does.Not.Contain("s3cret"));
    }

    [Test]
    public void One_node_may_keep_its_journal_in_PostgreSQL()
    {
        var read = settings.ReadGood($$"""{ "Gateway": { {{Postgres}} } }""");

        Assert.That((read.Journal.Provider, read.Bus), Is.EqualTo((JournalProvider.Postgres, BusSettings.Embedded)));
    }

    [Test]
    public void Both_addresses_may_come_from_files()
    {
        var (journal, bus) = (Path.Combine(settings.Folder, "journal"), Path.Combine(settings.Folder, "bus"));
        File.WriteAllText(journal, "Server=db\n");
        File.WriteAllText(bus, "amqp://mq\n");

        var read = settings.ReadGood($$"""
            { "Gateway": { "Journal": { "Provider": "Postgres", "ConnectionString": "file:{{journal}}" }, "Bus": { "Transport": "RabbitMq", "Url": "file:{{bus}}" } } }
            """);

        Assert.That((read.Journal.ConnectionString, read.Bus.Url), Is.EqualTo(("Server=db", new Uri("amqp://mq"))));
    }

    [TestCase("""{ "Provider": "Sqlit" }""", "Provider: 'Sqlit' was found; expected Sqlite or Postgres")]
    [TestCase("""{ "Provider": "Postgre", "ConnectionString": "Host=db" }""", "Provider: 'Postgre' was found; expected Sqlite or Postgres")]
    [TestCase("""{ "Provider": "Postgres", "ConectionString": "x", "ConnectionString": "Database=gateway" }""",
        "ConectionString: no such setting; did you mean ConnectionString?",
        "ConnectionString: it names no host; expected a connection string such as \"Host=db;Database=gateway;Username=gateway;Password=...\", or file:PATH or env:NAME of one")]
    [TestCase("""{ "Provider": "Postgres", "ConnectionString": "s3cret" }""",
        "ConnectionString: it can't be read as name=value pairs; expected a connection string such as \"Host=db;Database=gateway;Username=gateway;Password=...\", or file:PATH or env:NAME of one")]
    [TestCase("""{ "ConnectionString": "Host=db" }""",
        "ConnectionString: the embedded journal takes none: it is a file in Gateway:DataDirectory; expected \"Provider\": \"Postgres\" beside it, or nothing")]
    public void A_wrong_journal_is_told(string journal, params string[] faults) =>
        Assert.That(settings.Faults($$"""{ "Gateway": { "Journal": {{journal}} } }"""), Is.EqualTo(faults.Select(f => $"Gateway:Journal:{f}")));

    [TestCase("""{ "Transport": "Rabbit", "Url": "amqp://mq" }""", "Transport: 'Rabbit' was found; expected InMemory or RabbitMq")]
    [TestCase("""{ "Url": "amqp://mq" }""", "Url: the bus inside the process has none; expected \"Transport\": \"RabbitMq\" beside it, or nothing")]
    [TestCase("""{ "Transport": "RabbitMq" }""",
        "Url: missing; expected RabbitMQ's address, such as \"amqp://user:password@host:5672/\" (amqps for TLS), or file:PATH or env:NAME of one")]
    [TestCase("""{ "Transport": "RabbitMq", "Url": "http://user:s3cret@mq/" }""",
        "Url: it is no amqp or amqps address; expected one such as \"amqp://user:password@host:5672/\" (amqps for TLS), or file:PATH or env:NAME of one")]
    [TestCase("""{ "Transport": "RabbitMq", "Url": "amqp://mq/a/b" }""",
        "Url: it is no amqp or amqps address; expected one such as \"amqp://user:password@host:5672/\" (amqps for TLS), or file:PATH or env:NAME of one")]
    public void A_wrong_bus_is_told(string bus, string fault) =>
        Assert.That(settings.Faults($$"""{ "Gateway": { {{Postgres}}, "Bus": {{bus}} } }"""), Is.EqualTo(new[] { $"Gateway:Bus:{fault}" }));

    [Test]
    public void Nodes_cannot_share_what_is_one_nodes_alone() =>
        Assert.That(
            settings.Faults("""{ "Gateway": { "Bus": { "Transport": "RabbitMq", "Url": "amqp://mq" } } }"""),
            Is.EqualTo(new[]
            {
                "Gateway:Bus:Transport: RabbitMq joins nodes, and the journal, Sqlite, is this node's alone; expected \"Provider\": \"Postgres\" in Gateway:Journal, or \"InMemory\" here",
            }));

    [TestCase("a node")]
    [TestCase("a/b")]
    public void A_node_has_a_plain_name(string name) =>
        Assert.That(
            settings.Faults($$"""{ "Gateway": { "Node": "{{name}}" } }"""),
            Is.EqualTo(new[] { $"Gateway:Node: '{name}' is no node's name; expected up to 64 letters, digits, '-', '_' and '.', or nothing: the machine's name" }));
}
