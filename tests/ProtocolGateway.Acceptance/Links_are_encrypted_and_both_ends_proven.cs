using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>A CPO who proves himself by a certificate, and an eMSP to whom the gateway does, with files as operators have them.</summary>
internal sealed class Links_are_encrypted_and_both_ends_proven : Journey
{
    private static readonly TestAuthority Authority = new();
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("tls-").FullName;
    private readonly X509Certificate2 ours = Authority.Issue("CN=FR*GTW", TimeSpan.FromDays(20));
    private readonly X509Certificate2 cpo = Authority.Issue("CN=FR*798");
    private readonly X509Certificate2 expired = Authority.Issue("CN=FR*799", TimeSpan.FromDays(-1));
    private readonly EmipEmspStandIn emsp = new() { Certificate = Authority.Issue("CN=FR*MSP") };

    protected override GatewaySettings Settings()
    {
        var settings = new GatewaySettings().EmipCpo("cpo", "FR*798").EmipCpo("late-cpo", "FR*799").EmipEmsp("emsp", "FR*MSP", emsp).Agreement();
        var gateway = settings.Gateway;
        foreach (var address in new[] { "Listen", "PublicUrl" }) gateway[address] = gateway[address]!.ToString().Replace("http:", "https:", StringComparison.Ordinal);
        gateway["ServerCertificate"] = TestAuthority.WritePem(ours, In("server.pem"));
        gateway["ServerCertificateKey"] = TestAuthority.WriteKey(ours, In("server.key"), "opens the key");
        File.WriteAllText(In("password"), "opens the key\n");
        gateway["ServerCertificatePassword"] = $"file:{In("password")}";
        foreach (var (id, certificate) in new[] { ("cpo", cpo), ("late-cpo", expired) })
        {
            Emip(id)["Authentication"] = "ClientCertificate";
            Emip(id)["InboundCertificate"] = certificate.Thumbprint;
        }
        Emip("emsp")["ClientCertificate"] = TestAuthority.WritePkcs12(ours, In("client.p12"), "opens it");
        Emip("emsp")["ClientCertificatePassword"] = "opens it";
        Emip("emsp")["ServerCertificateAuthority"] = TestAuthority.WritePem(Authority.Certificate, In("authority.pem"));
        return settings;

        JsonNode Emip(string id) => gateway["Partners"]![id]!["Emip"]!;
    }

    protected override Task BeforeAsync() => emsp.StartAsync();

    protected override async Task AfterAsync()
    {
        await emsp.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [OneTimeTearDown]
    public void End()
    {
        ours.Dispose();
        cpo.Dispose();
        expired.Dispose();
        Authority.Dispose();
    }

    [Test]
    public async Task A_record_crosses_over_two_links_of_proven_ends()
    {
        var session = NewId();
        using var client = Client(cpo);
        var answer = await new EmipCpoClient(client).SendAsync(new EmipRecord { ServiceSessionId = session, SalePartnerOperatorId = "FR*MSP" });
        Assert.That(answer.RequestStatus, Is.EqualTo("1"), answer.Body);
        Assert.That((await emsp.UntilTakenAsync(session)).CallersThumbprint, Is.EqualTo(ours.Thumbprint));
    }

    [TestCase("none", "FR*798")]
    [TestCase("another's", "FR*798")]
    [TestCase("expired", "FR*799")]
    public async Task Who_does_not_prove_himself_is_refused_in_his_protocol(string what, string party)
    {
        using var another = Authority.Issue("CN=FR*798");
        using var client = Client(what switch { "none" => null, "expired" => expired, _ => another });
        var answer = await new EmipCpoClient(client).SendAsync(
            new EmipRecord { ServiceSessionId = NewId(), PartnerId = party, OperatorId = party, ExecPartnerOperatorId = party, SalePartnerOperatorId = "FR*MSP" });
        Assert.That((answer.HttpStatus, answer.Message?.FaultCode), Is.EqualTo((400, "Sender")), answer.Body);
    }

    [Test]
    public async Task Nothing_older_than_TLS_12_is_spoken()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var caller = new TcpClient();
        var door = Gateway.Partners.BaseAddress!;
        await caller.ConnectAsync(door.Host, door.Port);
        await caller.GetStream().WriteAsync(ClientHello.UpTo11());
        var answer = new byte[7];
        await caller.GetStream().ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, patience.Token);
        Assert.That(ClientHello.Alert(answer), Is.EqualTo(ClientHello.ProtocolVersion), Convert.ToHexString(answer));
    }

    [Test]
    public async Task A_certificate_that_expires_soon_is_seen_and_keeps_nobody_out()
    {
        var ready = await Gateway.ConsolePages.GetAsync("/health/ready");
        var told = JsonNode.Parse(await ready.Content.ReadAsStringAsync())!;
        Assert.That((ready.StatusCode, told["status"]!.ToString()), Is.EqualTo((HttpStatusCode.OK, "degraded")));
        Assert.That(told["warnings"]!.AsArray().Select(w => w!.ToString()), Has.Some.StartsWith("the server's certificate expires in 19 days"));
        Assert.That(await Gateway.Partners.GetStringAsync("/health/ready"), Is.EqualTo("ready"));
    }

    private HttpClient Client(X509Certificate2? certificate)
    {
        // The server's certificate counts here: it is our authority's, for this address.
        var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, server, _, _) => server!.Thumbprint == ours.Thumbprint,
            ClientCertificateOptions = ClientCertificateOption.Manual,
        };
        if (certificate is not null) handler.ClientCertificates.Add(certificate);
        return new HttpClient(handler) { BaseAddress = Gateway.Partners.BaseAddress };
    }

    private string In(string file) => Path.Combine(folder, file);
}
