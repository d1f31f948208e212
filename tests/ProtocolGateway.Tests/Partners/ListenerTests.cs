namespace ProtocolGateway.Tests.Partners;

public sealed class ListenerTests
{
    private SettingsUnderTest settings = null!;

    [SetUp]
    public void SetUp() => settings = new SettingsUnderTest();

    [TearDown]
    public void TearDown() => settings.Dispose();

    [TestCase("http://127.0.0.1:0")]
    [TestCase("http://localhost:8080")]
    [TestCase("http://[::1]:8080")]
    [TestCase("https://0.0.0.0:8443")]
    [TestCase("https://*:8443")]
    public void Loopback_and_https_may_be_listened_on(string url) =>
        Assert.That(settings.ReadGood($$"""{ "Gateway": { "Listen": "{{url}}", "PublicUrl": "https://gw.example" } }""").Listen, Is.EqualTo(url));

    [TestCase("http://0.0.0.0:8080")]
    [TestCase("http://+:8080")]
    [TestCase("http://10.0.0.1:8080")]
    public void Plain_http_beyond_loopback_needs_consent(string url)
    {
        Assert.That(settings.Faults($$"""{ "Gateway": { "Listen": "{{url}}" } }"""), Has.One.StartsWith($"Gateway:Listen: '{url}' is plain http beyond loopback"));
        Assert.That(settings.ReadGood($$"""{ "Gateway": { "Listen": "{{url}}", "AllowInsecure": true } }""").Listen, Is.EqualTo(url));
    }

    [TestCase("http://0.0.0.0:8081")]
    [TestCase("https://10.0.0.1:8081")]
    public void The_console_beyond_loopback_needs_consent_even_by_https(string url)
    {
        Assert.That(settings.Faults($$"""{ "Gateway": { "ConsoleListen": "{{url}}" } }"""), Has.One.StartsWith($"Gateway:ConsoleListen: '{url}' is not a loopback address"));
        Assert.That(settings.ReadGood($$"""{ "Gateway": { "ConsoleListen": "{{url}}", "AllowInsecure": true } }""").ConsoleListen, Is.EqualTo(url));
    }

    [TestCase("ftp://127.0.0.1:8080")]
    [TestCase("http://127.0.0.1:8080/api")]
    [TestCase("http://127.0.0.1:99999")]
    public void What_is_no_address_is_a_fault(string url) =>
        Assert.That(settings.Faults($$"""{ "Gateway": { "Listen": "{{url}}" } }"""), Has.One.StartsWith($"Gateway:Listen: '{url}' is no address to listen on"));

    [Test]
    public void Listening_everywhere_without_a_public_address_is_warned_of()
    {
        var read = settings.ReadGood("""{ "Gateway": { "Listen": "http://*:8080", "AllowInsecure": true } }""");

        Assert.That(read.Warnings, Has.One.StartsWith("Gateway:PublicUrl is not set"));
    }
}
