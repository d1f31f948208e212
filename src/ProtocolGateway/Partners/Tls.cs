using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ProtocolGateway.Partners;

/// <summary>What is true of TLS in both directions.</summary>
public static class Tls
{
    /// <summary>1.2 and 1.3, whatever else the system would speak.</summary>
#pragma warning disable CA5398 // Older ones are not to come back with the system's defaults.
    public const SslProtocols Versions = SslProtocols.Tls12 | SslProtocols.Tls13;
#pragma warning restore CA5398

    private static readonly Oid Server = new("1.3.6.1.5.5.7.3.1"), Client = new("1.3.6.1.5.5.7.3.2");

    /// <summary>True when one of the authorities vouches for the server's certificate at that time.</summary>
    /// <param name="others">What the server sent beside it.</param>
    public static bool IsServer(X509Certificate2 certificate, X509Certificate2Collection? others, X509Certificate2Collection? authorities, DateTimeOffset at) =>
        IsVouchedFor(certificate, others, authorities, Server, at);

    /// <summary>The same of a client's certificate; without authorities this machine's count.</summary>
    public static bool IsClient(X509Certificate2 certificate, X509Certificate2Collection? authorities, DateTimeOffset at) =>
        IsVouchedFor(certificate, null, authorities, Client, at);

    /// <summary>False before it begins, and once it has expired.</summary>
    public static bool IsInForce(X509Certificate2 certificate, DateTimeOffset at) => certificate.NotBefore <= at && at <= certificate.NotAfter;

    private static bool IsVouchedFor(
        X509Certificate2 certificate, X509Certificate2Collection? others, X509Certificate2Collection? authorities, Oid use, DateTimeOffset at)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = at.LocalDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(use);
        if (others is not null) chain.ChainPolicy.ExtraStore.AddRange(others);
        if (authorities is not null)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        }
        return chain.Build(certificate);
    }
}
