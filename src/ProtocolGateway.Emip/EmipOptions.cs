using System.Net;
using System.Security.Cryptography.X509Certificates;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Emip;

/// <summary>A partner's <c>Emip</c> section (contract.md section 2). No record: its text would show the password.</summary>
internal sealed class EmipOptions : ICertified
{
    /// <summary>Where the partner is posted to; null for one that is only heard.</summary>
    public Uri? Url { get; init; }

    /// <summary>The partnerId that it sends.</summary>
    public required string PartnerId { get; init; }

    /// <summary>The partnerId that it knows us by.</summary>
    public required string OurPartnerId { get; init; }

    public EmipAuthentication Authentication { get; init; }

    /// <summary>What its client certificate must be; null: none is accepted.</summary>
    public InboundCertificate? InboundCertificate { get; init; }

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>Where its requests may come from; empty: anywhere.</summary>
    public IReadOnlyList<IPNetwork> AllowedAddresses { get; init; } = [];

    /// <summary>Only from this machine: what no authentication means without <c>AllowInsecure</c>.</summary>
    public bool LoopbackOnly { get; init; }

    /// <summary>The certificate that we show.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    public DateTimeOffset? CertificateExpiresAt => ClientCertificate is { } shown ? new DateTimeOffset(shown.NotAfter).ToUniversalTime() : null;

    /// <summary>The media type of our requests.</summary>
    public string ContentType { get; init; } = Wire.SoapEnvelope.MediaType;

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What stands between country and id of a sale partner: <c>*</c>, <c>-</c> or nothing (emip.md 7.6).</summary>
    public string PartyIdSeparator { get; init; } = "*";

    /// <summary>The same in header blocks, where no partner known reads a hyphen (emip.md 7.5).</summary>
    public string HeaderSeparator => PartyIdSeparator.Length == 0 ? "" : "*";

    /// <summary>True: the children of our requests stand in the operation's namespace, against the protocol's rule.</summary>
    public bool QualifiedChildren { get; init; }

    /// <summary>Seconds that we ask to pass between heartbeats.</summary>
    public int HeartBeatPeriod { get; init; } = 300;
}

internal enum EmipAuthentication { ClientCertificate, Basic, None }

/// <summary>The certificate that a partner shows: pinned by its thumbprint (SHA-1 or SHA-256), or by issuer and subject and then trusted by this machine.</summary>
internal sealed record InboundCertificate(string? Thumbprint, string? Issuer, string? Subject);
