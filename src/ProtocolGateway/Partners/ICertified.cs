namespace ProtocolGateway.Partners;

/// <summary>A protocol's settings of a partner with whom certificates are exchanged.</summary>
public interface ICertified
{
    /// <summary>When the client certificate expires that we show; null when none is shown.</summary>
    DateTimeOffset? CertificateExpiresAt { get; }

    /// <summary>The partner proves itself by a client certificate, for which it must be asked.</summary>
    bool IsAskedForCertificate { get; }
}
