using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using ProtocolGateway.Partners;
using ProtocolGateway.Testing;

namespace ProtocolGateway.Tests.Partners;

public sealed class CertificateTests
{
    private readonly TestAuthority authority = new();
    private string folder = "";
    private X509Certificate2 issued = null!;

    [OneTimeSetUp]
    public void Make()
    {
        folder = System.IO.Directory.CreateTempSubdirectory("certificates").FullName;
        issued = authority.Issue("CN=gateway");
        TestAuthority.WritePkcs12(issued, In("with-password.p12"), "opens");
        TestAuthority.WritePkcs12(issued, In("without.pfx"), null);
        TestAuthority.WritePem(issued, In("certificate.pem"));
        TestAuthority.WriteKey(issued, In("key.pem"));
        TestAuthority.WriteKey(issued, In("encrypted.key"), "opens");
        File.WriteAllText(In("whole.pem"), $"{File.ReadAllText(In("certificate.pem"))}\n{File.ReadAllText(In("key.pem"))}\n{authority.Certificate.ExportCertificatePem()}");
        TestAuthority.WritePem(authority.Certificate, In("authority.pem"));
        File.WriteAllBytes(In("authority.der"), authority.Certificate.RawData);
        File.WriteAllText(In("secret"), "opens\n");
    }

    [OneTimeTearDown]
    public void Clear()
    {
        System.IO.Directory.Delete(folder, recursive: true);
        issued.Dispose();
        authority.Dispose();
    }

    [TestCase("with-password.p12", null, "file:secret", 0)]
    [TestCase("without.pfx", null, null, 0)]
    [TestCase("certificate.pem", "key.pem", null, 0)]
    [TestCase("certificate.pem", "encrypted.key", "file:secret", 0)]
    [TestCase("whole.pem", null, null, 1)]
    public void Each_form_is_read_with_its_key(string file, string? key, string? password, int chain)
    {
        var own = Read([], ("Own", In(file)), ("OwnKey", key is null ? null : In(key)), ("OwnPassword", password?.Replace("secret", In("secret"), StringComparison.Ordinal)));
        Assert.That((own!.Certificate.Thumbprint, own.Certificate.HasPrivateKey, own.Chain.Count), Is.EqualTo((issued.Thumbprint, true, chain)));
    }

    [TestCase("with-password.p12", null, "wrong", "Own: '{0}' can't be opened with the OwnPassword given; expected a PKCS#12 file, or a .pem file with certificate and key")]
    [TestCase("certificate.pem", null, null, "Own: '{0}' can't be opened with the OwnPassword given; expected a PKCS#12 file, or a .pem file with certificate and key")]
    [TestCase("missing.p12", null, null, "Own: '{0}' is not there; expected a PKCS#12 file, or a .pem file with certificate and key")]
    [TestCase("without.pfx", "key.pem", null, "OwnKey: '{0}' is no .pem file, and PKCS#12 holds the key itself; expected nothing")]
    [TestCase(null, "key.pem", null, "OwnKey: means nothing without Own; expected the certificate's file there")]
    public void What_can_not_be_read_is_a_fault(string? file, string? key, string? password, string fault)
    {
        var faults = new List<SettingFault>();
        Read(faults, ("Own", file is null ? null : In(file)), ("OwnKey", key is null ? null : In(key)), ("OwnPassword", password));
        Assert.That(faults.Select(f => f.ToString()), Is.EqualTo(new[] { "It:" + fault.Replace("{0}", In(file ?? ""), StringComparison.Ordinal) }));
    }

    [TestCase("authority.pem")]
    [TestCase("authority.der")]
    public void Authorities_are_read_as_PEM_and_DER(string file)
    {
        var faults = new List<SettingFault>();
        var read = Section(faults, ("By", In(file))).Authorities("By");
        Assert.That((read!.Single().Thumbprint, faults.Count), Is.EqualTo((authority.Certificate.Thumbprint, 0)));
    }

    [TestCase("secret", "can't be read")]
    [TestCase("key.pem", "holds no certificate")]
    [TestCase("nothing", "is not there")]
    public void What_is_no_authority_is_a_fault(string file, string why)
    {
        var faults = new List<SettingFault>();
        Section(faults, ("By", In(file))).Authorities("By");
        Assert.That(faults.Single().ToString(), Is.EqualTo($"It:By: '{In(file)}' {why}; expected the certificates of one or more authorities, PEM or DER"));
    }

    private static OwnCertificate? Read(List<SettingFault> faults, params (string Key, string? Value)[] settings) => Section(faults, settings).Certificate("Own");

    private static SettingSection Section(List<SettingFault> faults, params (string Key, string? Value)[] settings) => new(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"It:{s.Key}", s.Value))).Build().GetSection("It"), faults);

    private string In(string file) => Path.Combine(folder, file);
}
