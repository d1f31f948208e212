using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ProtocolGateway.Testing;

/// <summary>A certificate authority of a test's own. What it issues is for servers at 127.0.0.1 and for clients.</summary>
public sealed class TestAuthority : IDisposable
{
    private readonly DateTimeOffset now;

    /// <param name="at">Around when its certificates are in force; now unless given.</param>
    public TestAuthority(string name = "CN=Authority", DateTimeOffset? at = null)
    {
        now = at ?? DateTimeOffset.UtcNow;
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        Certificate = request.CreateSelfSigned(now.AddYears(-2), now.AddYears(2));
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>A certificate with its key, in force from a month ago on.</summary>
    /// <param name="expires">In 90 days unless given.</param>
    /// <param name="host">For which name or address it is, as a server's.</param>
    public X509Certificate2 Issue(string name, TimeSpan? expires = null, string host = "127.0.0.1")
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(Certificate, now.AddDays(-30), now + (expires ?? TimeSpan.FromDays(90)), RandomNumberGenerator.GetBytes(8));
        using var whole = issued.CopyWithPrivateKey(key);
        // A server and a client want a key that they can open again.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>A PKCS#12 file; its path.</summary>
    public static string WritePkcs12(X509Certificate2 certificate, string path, string? password)
    {
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, password));
        return path;
    }

    /// <summary>The certificate as PEM; its path.</summary>
    public static string WritePem(X509Certificate2 certificate, string path)
    {
        File.WriteAllText(path, certificate.ExportCertificatePem());
        return path;
    }

    /// <summary>The key as PEM, encrypted where there is a password; its path.</summary>
    public static string WriteKey(X509Certificate2 certificate, string path, string? password = null)
    {
        using var key = certificate.GetRSAPrivateKey()!;
        File.WriteAllText(path, password is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000)));
        return path;
    }

    public void Dispose() => Certificate.Dispose();
}
