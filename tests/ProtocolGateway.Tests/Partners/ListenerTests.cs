using ProtocolGateway.Testing;

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
        Assert.That(settings.ReadGood($$"""{ "Gateway": { "Listen": "{{url}}", "PublicUrl": "https://gw.example", "ServerCertificate": "{{Certificate()}}" } }""").Listen, Is.EqualTo(url));

    [TestCase("Listen", "https://*:8443")]
    [TestCase("ConsoleListen", "https://127.0.0.1:8444")]
    public void Https_needs_a_certificate(string door, string url) =>
        Assert.That(settings.Faults($$"""{ "Gateway": { "{{door}}": "{{url}}" } }"""), Is.EqualTo(new[]
        {
            $"Gateway:{door}: '{url}' is https, and there is no ServerCertificate; expected its file there: PKCS#12, or PEM",
        }));

    [TestCase(""" "ClientCertificateHeader": "X-Client-Cert" """, "anybody could send it; expected the proxies that do among TrustedProxies")]
    [TestCase(""" "ClientCertificateHeader": "X Client", "TrustedProxies": [ "10.0.0.1" ] """, "'X Client' is no header's name; expected such as \"X-Client-Cert\"")]
    public void A_certificate_in_a_header_needs_its_name_and_who_may_send_it(string members, string fault) =>
        Assert.That(settings.Faults($$"""{ "Gateway": { {{members}} } }"""), Is.EqualTo(new[] { $"Gateway:ClientCertificateHeader: {fault}" }));

    [Test]
    public void Trusted_proxies_are_addresses_or_networks() =>
        Assert.That(settings.Faults("""{ "Gateway": { "TrustedProxies": [ "10.0.0.1", "10.0.0.0/8", "proxy.example" ] } }"""), Is.EqualTo(new[]
        {
            "Gateway:TrustedProxies:2: 'proxy.example' was found; expected an IP address, or a network such as \"192.0.2.0/24\"",
        }));

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
        Assert.That(settings.ReadGood($$"""{ "Gateway": { "ConsoleListen": "{{url}}", "AllowInsecure": true, "ServerCertificate": "{{Certificate()}}" } }""").ConsoleListen, Is.EqualTo(url));
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

    private string Certificate()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("CN=gateway");
        return TestAuthority.WritePkcs12(certificate, Path.Combine(settings.Folder, "gateway.p12"), null);
    }
}
