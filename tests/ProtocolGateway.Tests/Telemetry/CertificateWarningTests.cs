using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Telemetry;
using ProtocolGateway.Testing;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Telemetry;

public sealed class CertificateWarningTests
{
    private readonly ManualTime clock = new();
    private readonly TestAuthority authority;

    public CertificateWarningTests() => authority = new TestAuthority(at: clock.GetUtcNow());

    [OneTimeTearDown]
    public void Clear() => authority.Dispose();

    [Test]
    public void Nothing_is_told_while_there_is_time() => Assert.That(Warnings(31, 31), Is.Empty);

    [Test]
    public void What_expires_within_thirty_days_is_told() => Assert.That(Warnings(30, 12.5), Is.EqualTo(new[]
    {
        "the server's certificate expires in 30 days (2026-10-31 12:00 UTC)",
        "the certificate that we show hub expires in 12 days (2026-10-14 00:00 UTC)",
    }));

    [Test]
    public void What_has_expired_is_told_as_that() => Assert.That(Warnings(0, 90), Is.EqualTo(new[]
    {
        "the server's certificate has expired (2026-10-01 12:00 UTC)",
    }));

    private IReadOnlyList<string> Warnings(double server, double partner)
    {
        using var own = authority.Issue("CN=gateway", TimeSpan.FromDays(server));
        var hub = new Partner { Id = "hub", Protocol = "emip", Dialect = "emip", Settings = new Shown(clock.GetUtcNow().AddDays(partner)) };
        var plain = new Partner { Id = "plain", Protocol = "emip", Dialect = "emip", Settings = new Shown(null) };
        var book = new PartnerBook(new PartyId("FR", "GTW"), [hub, plain], []);
        return new Certificates(book, clock, new GatewaySettings
        {
            Party = book.Gateway,
            Partners = book,
            DataDirectory = "",
            Listen = "",
            ConsoleListen = "",
            Mappings = "",
            Schemas = "",
            Node = "",
            ServerCertificate = new OwnCertificate(own, []),
        }).Warnings;
    }

    private sealed record Shown(DateTimeOffset? CertificateExpiresAt) : ICertified
    {
        public bool IsAskedForCertificate => false;
    }
}
