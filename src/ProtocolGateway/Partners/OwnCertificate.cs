using System.Security.Cryptography.X509Certificates;

namespace ProtocolGateway.Partners;

/// <summary>A certificate that we show, with its key.</summary>
/// <param name="Chain">What stands between it and a root, as far as its file has it.</param>
public sealed record OwnCertificate(X509Certificate2 Certificate, X509Certificate2Collection Chain)
{
    public DateTimeOffset ExpiresAt => new DateTimeOffset(Certificate.NotAfter).ToUniversalTime();
}
