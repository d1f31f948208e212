using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ProtocolGateway.Protocols;
using ProtocolGateway.Testing;
using ProtocolGateway.Testing.StandIns;

namespace ProtocolGateway.Emip.Tests.Outbound;

/// <summary>A record said over real TLS to a partner that must be shown a certificate.</summary>
internal sealed class EncryptionTests
{
    private static readonly TestAuthority Authority = new(at: FixedClock.Now);
    private static readonly TestAuthority Another = new("CN=Another", FixedClock.Now);
    private static readonly X509Certificate2 Ours = Authority.Issue("CN=gateway");
    private string folder = "";

    [OneTimeTearDown]
    public void End()
    {
        Ours.Dispose();
        Authority.Dispose();
        Another.Dispose();
    }

    [SetUp]
    public void Make() => folder = System.IO.Directory.CreateTempSubdirectory("tls").FullName;

    [TearDown]
    public void Clear() => System.IO.Directory.Delete(folder, recursive: true);

    [TestCase(true)]
    [TestCase(false)]
    public async Task It_is_shown_our_certificate_from_either_form_of_file(bool pem)
    {
        (string, string?)[] file = pem
            ? [("ClientCertificate", TestAuthority.WritePem(Ours, In("own.pem"))), ("ClientCertificateKey", TestAuthority.WriteKey(Ours, In("own.key"), "opens")), ("ClientCertificatePassword", "opens")]
            : [("ClientCertificate", TestAuthority.WritePkcs12(Ours, In("own.p12"), "opens")), ("ClientCertificatePassword", "opens")];
        await using var partner = new EmipEmspStandIn { Certificate = Authority.Issue("CN=partner") };
        await partner.StartAsync();
        var outcome = await SayAsync(partner.Url, [.. file, Vouched(Authority)]);
        Assert.That(outcome, Is.TypeOf<Outcome.Delivered>(), outcome.ToString());
        Assert.That(partner.Requests.Single().CallersThumbprint, Is.EqualTo(Ours.Thumbprint));
    }

    [Test]
    public async Task Without_a_certificate_it_takes_nothing()
    {
        await using var partner = new EmipEmspStandIn { Certificate = Authority.Issue("CN=partner") };
        await partner.StartAsync();
        Assert.That(await SayAsync(partner.Url, [Vouched(Authority)]), Is.Not.TypeOf<Outcome.Delivered>());
        Assert.That(partner.Requests, Is.Empty);
    }

    [TestCase("another's", 90, "127.0.0.1")]
    [TestCase("expired", -1, "127.0.0.1")]
    [TestCase("of another host", 90, "partner.example")]
    public async Task A_server_whose_certificate_proves_nothing_is_told_nothing(string what, int days, string host)
    {
        await using var partner = new EmipEmspStandIn
        {
            Certificate = (what == "another's" ? Another : Authority).Issue("CN=partner", TimeSpan.FromDays(days), host),
        };
        await partner.StartAsync();
        var outcome = await SayAsync(partner.Url, [("ClientCertificate", TestAuthority.WritePkcs12(Ours, In("own.p12"), null)), Vouched(Authority)]);
        Assert.That(outcome, Is.TypeOf<Outcome.Unreachable>(), outcome.ToString());
        Assert.That(partner.Requests, Is.Empty);
    }

    [Test]
    public async Task Without_an_authority_of_its_own_those_of_this_machine_count()
    {
        await using var partner = new EmipEmspStandIn { Certificate = Authority.Issue("CN=partner") };
        await partner.StartAsync();
        Assert.That(await SayAsync(partner.Url, [("ClientCertificate", TestAuthority.WritePkcs12(Ours, In("own.p12"), null))]), Is.TypeOf<Outcome.Unreachable>());
        Assert.That(partner.Requests, Is.Empty);
    }

    [Test]
    public async Task Nothing_older_than_TLS_12_is_offered()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var saying = SayAsync($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/", []);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using (var caller = await listener.AcceptTcpClientAsync(patience.Token))
        {
            var hello = new byte[16 * 1024];
            var length = await caller.GetStream().ReadAtLeastAsync(hello, 5, cancellationToken: patience.Token);
            length += await caller.GetStream().ReadAtLeastAsync(hello.AsMemory(length), Math.Max(0, (hello[3] << 8) + hello[4] + 5 - length), cancellationToken: patience.Token);
            Assert.That(ClientHello.Versions(hello.AsSpan(0, length)), Is.EquivalentTo(new[] { 0x0304, 0x0303 }));
        }
        listener.Stop();
        Assert.That(await saying, Is.TypeOf<Outcome.Unreachable>());
    }

    private static async Task<Outcome> SayAsync(string url, (string, string?)[] settings)
    {
        var delivery = Deliveries.To(url, settings: settings);
        return await Partnership.Protocol(Maps.InForce).SendAsync(delivery, default);
    }

    private (string, string?) Vouched(TestAuthority by) => ("ServerCertificateAuthority", TestAuthority.WritePem(by.Certificate, In("authority.pem")));

    private string In(string file) => Path.Combine(folder, file);
}
