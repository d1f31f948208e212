using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Emip.Tests;

internal sealed class EmipOptionsTests
{
    private static readonly PartnerRole[] Cpo = [Partnership.Role(Role.CPO, "FR*798")];
    private static readonly PartnerRole[] Emsp = [Partnership.Role(Role.EMSP, "FR*MSP")];

    [Test]
    public void What_is_not_set_has_its_usual_value()
    {
        var reading = Partnership.Read(Cpo, false, ("PartnerId", "FR*798"));
        var options = (EmipOptions)reading.Settings!;
        Assert.That(reading.Faults, Is.Empty);
        Assert.That((reading.Dialect, reading.Identity, reading.Concurrency), Is.EqualTo(("emip", "FR798", 1)));
        Assert.That(
            (options.Url, options.OurPartnerId, options.Authentication, options.ContentType, options.Timeout, options.PartyIdSeparator, options.QualifiedChildren, options.HeartBeatPeriod),
            Is.EqualTo(((Uri?)null, "FR*GTW", EmipAuthentication.ClientCertificate, "application/soap+xml", TimeSpan.FromSeconds(30), "*", false, 300)));
    }

    [TestCase("FR*798", "FR798")]
    [TestCase("fr-798", "FR798")]
    [TestCase("G_Apps", "G_APPS")]
    public void A_partner_is_recognised_by_its_partner_id(string partnerId, string identity) =>
        Assert.That(Partnership.Read(Cpo, false, ("PartnerId", partnerId)).Identity, Is.EqualTo(identity));

    [Test]
    public void All_faults_are_told_at_once()
    {
        var reading = Partnership.Read(
            Emsp, false, ("Url", "http://emsp.example/emip"), ("Authentification", "None"), ("Timeout", "0"), ("PartyIdSeparator", "/"),
            ("ContentType", "text/plain"), ("AllowedAddresses:0", "somewhere"), ("InboundCertificate", "12"), ("ClientCertificate", "missing.p12"));
        Assert.That(reading.Settings, Is.Null);
        Assert.That(reading.Faults.Select(f => f.Path.Split(':')[^1]).Order(), Is.EqualTo(new[]
        {
            "0", "Authentification", "ClientCertificate", "ContentType", "InboundCertificate", "PartnerId", "PartyIdSeparator", "Timeout", "Url",
        }));
        Assert.That(reading.Faults.Select(f => f.Path), Has.All.StartsWith("Gateway:Partners:it:Emip:"));
    }

    [TestCase("http://127.0.0.1:9001/", false, 0)]
    [TestCase("http://localhost:9001/", false, 0)]
    [TestCase("https://emsp.example/api/emip", false, 0)]
    [TestCase("http://emsp.example/api/emip", false, 1)]
    [TestCase("http://emsp.example/api/emip", true, 0)]
    [TestCase("emsp.example", true, 1)]
    [TestCase("ftp://emsp.example", true, 1)]
    [TestCase(null, false, 1)]
    public void An_address_is_encrypted_or_on_this_machine_or_consented_to(string? url, bool allowInsecure, int faults)
    {
        var reading = Partnership.Read(Emsp, allowInsecure, ("PartnerId", "FR*MSP"), ("Url", url));
        Assert.That(reading.Faults.Count(f => f.Path.EndsWith(":Url", StringComparison.Ordinal)), Is.EqualTo(faults));
    }

    [TestCase("https://cpo.example/", false, 1)]
    [TestCase("https://cpo.example/", true, 0)]
    [TestCase("http://127.0.0.1:9001/", false, 0)]
    public void No_authentication_is_for_this_machine_or_consented_to(string url, bool allowInsecure, int faults) =>
        Assert.That(Partnership.Read(Cpo, allowInsecure, ("PartnerId", "FR*798"), ("Url", url), ("Authentication", "None")).Faults, Has.Count.EqualTo(faults));

    [Test]
    public void Basic_needs_a_user_and_a_password() =>
        Assert.That(Partnership.Read(Cpo, false, ("PartnerId", "FR*798"), ("Authentication", "basic")).Faults.Single().Path, Does.EndWith(":User"));

    [Test]
    public void A_password_may_stand_in_a_file()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "secret\n");
        var reading = Partnership.Read(Cpo, false, ("PartnerId", "FR*798"), ("Authentication", "Basic"), ("User", "me"), ("Password", "file:" + path));
        File.Delete(path);
        Assert.That(((EmipOptions)reading.Settings!).Password, Is.EqualTo("secret"));
    }

    [Test]
    public void Our_certificate_is_opened_with_its_password()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=gateway", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var path = Path.Combine(System.IO.Directory.CreateTempSubdirectory().FullName, "gateway.p12");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, "opens"));

        var good = Partnership.Read(Emsp, false, ("PartnerId", "FR*MSP"), ("Url", "https://emsp.example"), ("ClientCertificate", path), ("ClientCertificatePassword", "opens"));
        Assert.That(((EmipOptions)good.Settings!).ClientCertificate!.Certificate.Thumbprint, Is.EqualTo(certificate.Thumbprint));
        var bad = Partnership.Read(Emsp, false, ("PartnerId", "FR*MSP"), ("Url", "https://emsp.example"), ("ClientCertificate", path), ("ClientCertificatePassword", "opens not"));
        Assert.That(bad.Faults.Single().Path, Does.EndWith(":ClientCertificate"));
        Assert.That(bad.Faults.Single().Text, Does.Not.Contain("opens not"));
    }
}
