using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ProtocolGateway.Partners;

/// <summary>Certificates in files: PKCS#12, or PEM with the key in the same file or beside it.</summary>
public static class CertificateReader
{
    private const string Forms = "expected a PKCS#12 file, or a .pem file with certificate and key";

    /// <summary>The certificate at <c>KEY</c>, with its key in <c>KEYKey</c> where that is another file, opened by <c>KEYPassword</c>.</summary>
    public static OwnCertificate? Certificate(this SettingSection section, string key)
    {
        var (path, keyPath, password) = (section.Text(key), section.Text($"{key}Key"), section.Secret($"{key}Password"));
        if (path is null)
        {
            foreach (var (set, name) in new[] { (keyPath, $"{key}Key"), (password, $"{key}Password") })
                if (set is not null) section.Fault(name, $"means nothing without {key}; expected the certificate's file there");
            return null;
        }
        try
        {
            if (IsPem(path)) return FromPem(path, keyPath, password);
            if (keyPath is not null) section.Fault($"{key}Key", $"'{path}' is no .pem file, and PKCS#12 holds the key itself; expected nothing");
            return FromPkcs12(path, password) is { } found ? found : Fault($"'{path}' holds no certificate with its key");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            var missing = new[] { path, keyPath }.FirstOrDefault(p => p is not null && !File.Exists(p));
            return Fault(missing is null ? $"'{path}' can't be opened with the {key}Password given" : $"'{missing}' is not there");
        }

        OwnCertificate? Fault(string what)
        {
            section.Fault(key, $"{what}; {Forms}");
            return null;
        }
    }

    /// <summary>Certificates without keys: whom somebody is vouched for by. One or several, PEM or DER.</summary>
    public static X509Certificate2Collection? Authorities(this SettingSection section, string key)
    {
        if (section.Text(key) is not { } path) return null;
        const string expected = "expected the certificates of one or more authorities, PEM or DER";
        try
        {
            var authorities = new X509Certificate2Collection();
            if (IsPem(path)) authorities.ImportFromPemFile(path);
            else authorities.Add(X509CertificateLoader.LoadCertificateFromFile(path));
            if (authorities.Count > 0) return authorities;
            section.Fault(key, $"'{path}' holds no certificate; {expected}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            section.Fault(key, File.Exists(path) ? $"'{path}' can't be read; {expected}" : $"'{path}' is not there; {expected}");
        }
        return null;
    }

    private static bool IsPem(string path) => File.ReadAllBytes(path).AsSpan().IndexOf("-----BEGIN "u8) >= 0;

    private static OwnCertificate FromPem(string path, string? key, string? password)
    {
        var certificate = password is null ? X509Certificate2.CreateFromPemFile(path, key) : X509Certificate2.CreateFromEncryptedPemFile(path, password, key);
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(path);
        return new OwnCertificate(certificate, [.. all.Where(c => c.Thumbprint != certificate.Thumbprint)]);
    }

    private static OwnCertificate? FromPkcs12(string path, string? password)
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password);
        return all.FirstOrDefault(c => c.HasPrivateKey) is { } own ? new OwnCertificate(own, [.. all.Where(c => c != own)]) : null;
    }
}
