namespace ProtocolGateway.Partners;

/// <summary>A protocol's settings of a partner to whom we show a client certificate.</summary>
public interface ICertified
{
    /// <summary>Null when none is shown.</summary>
    DateTimeOffset? CertificateExpiresAt { get; }
}
