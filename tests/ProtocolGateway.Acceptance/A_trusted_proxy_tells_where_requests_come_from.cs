namespace ProtocolGateway.Acceptance;

/// <summary>A CPO who may come from 192.0.2.7 only, through a proxy on this machine.</summary>
[TestFixture(true)]
[TestFixture(false)]
internal sealed class A_trusted_proxy_tells_where_requests_come_from(bool isTrusted) : Journey
{
    private static readonly TestAuthority Authority = new();
    private readonly System.Security.Cryptography.X509Certificates.X509Certificate2 shown = Authority.Issue("CN=FR*800");

    [OneTimeTearDown]
    public void End() => shown.Dispose();

    protected override GatewaySettings Settings()
    {
        var settings = new GatewaySettings().EmipCpo("cpo", "FR*798").EmipCpo("near", "FR*799").EmipCpo("certified", "FR*800").Agreement();
        settings.Gateway["Partners"]!["cpo"]!["Emip"]!["AllowedAddresses"] = new System.Text.Json.Nodes.JsonArray("192.0.2.7");
        var certified = settings.Gateway["Partners"]!["certified"]!["Emip"]!;
        (certified["Authentication"], certified["InboundCertificate"]) = ("ClientCertificate", shown.Thumbprint);
        settings.Gateway["ClientCertificateHeader"] = "X-Client-Cert";
        settings.Gateway["TrustedProxies"] = isTrusted
            ? new System.Text.Json.Nodes.JsonArray("127.0.0.1", "10.0.0.0/8")
            : new System.Text.Json.Nodes.JsonArray("10.0.0.0/8");
        return settings;
    }

    [TestCase("FR*798", "192.0.2.7", true)]
    [TestCase("FR*798", "198.51.100.1, 192.0.2.7, 10.1.2.3", true, Description = "The last who is no proxy is who came.")]
    [TestCase("FR*798", "192.0.2.7, 198.51.100.1", false, Description = "What the caller wrote himself counts for nothing.")]
    [TestCase("FR*798", "192.0.2.8", false)]
    [TestCase("FR*798", null, false)]
    [TestCase("FR*799", "192.0.2.7", false, Description = "No authentication is for this machine, and he is not on it.")]
    public async Task And_nobody_else_does(string party, string? forwarded, bool isLetIn)
    {
        using var client = new HttpClient { BaseAddress = Gateway.Partners.BaseAddress };
        if (forwarded is not null) client.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);
        var answer = await new EmipCpoClient(client).SendAsync(EmipEnvelope.HeartBeat(party, party));
        // Who is believed by nobody comes from this machine.
        var expected = isTrusted ? isLetIn : party == "FR*799";
        Assert.That(answer.HttpStatus, Is.EqualTo(expected ? 200 : 400), answer.Body);
    }

    [TestCase("right", true)]
    [TestCase("another's", false)]
    [TestCase("nonsense", false)]
    [TestCase("none", false)]
    public async Task And_hands_on_the_certificate_that_it_was_shown(string what, bool isProven)
    {
        using var another = Authority.Issue("CN=FR*800");
        using var client = new HttpClient { BaseAddress = Gateway.Partners.BaseAddress };
        var pem = what switch { "right" => shown.ExportCertificatePem(), "another's" => another.ExportCertificatePem(), "nonsense" => "-----BEGIN CERTIFICATE-----", _ => null };
        if (pem is not null) client.DefaultRequestHeaders.Add("X-Client-Cert", Uri.EscapeDataString(pem));
        var answer = await new EmipCpoClient(client).SendAsync(EmipEnvelope.HeartBeat("FR*800", "FR*800"));
        Assert.That(answer.HttpStatus, Is.EqualTo(isTrusted && isProven ? 200 : 400), answer.Body);
    }
}
