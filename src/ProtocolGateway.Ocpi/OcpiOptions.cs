using ProtocolGateway.Ocpi.Wire;

namespace ProtocolGateway.Ocpi;

/// <summary>What the <c>Ocpi</c> section of a partner says (contract.md section 2). No record: its text would show the token.</summary>
internal sealed class OcpiOptions
{
    /// <summary>The one version that is spoken with this partner.</summary>
    public required OcpiVersion Version { get; init; }

    /// <summary>Where everything else of theirs is found; null for a partner that only speaks to us.</summary>
    public Uri? VersionsUrl { get; init; }

    /// <summary>SHA-256 of the token that they present to us; null for a partner that never does.</summary>
    public byte[]? InboundTokenHash { get; init; }

    /// <summary>The token that we present to them.</summary>
    public string? OutboundToken { get; init; }

    public TokenForm InboundForm { get; init; }

    public TokenForm OutboundForm { get; init; }

    /// <summary>How long one call may take, its answer included.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The partner may be spoken to without TLS beyond loopback.</summary>
    public bool AllowInsecure { get; init; }

    /// <summary>The partner is asked for what it made while we were away or answered 5xx.</summary>
    public bool CatchUp { get; init; } = true;

    /// <summary>From when on it is asked for what it has when it never was before; null for nothing of earlier times.</summary>
    public DateTimeOffset? CatchUpFrom { get; init; }

    /// <summary>TLS, or a peer on this machine, or a partner that said that it may be otherwise.</summary>
    public bool MayCall(Uri url) =>
        url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && (url.IsLoopback || AllowInsecure));

    /// <summary>The header that we present, in the form that the setting or the version asks for.</summary>
    public string Authorization =>
        TokenHeader.Write(OutboundToken!, OutboundForm == TokenForm.Auto ? Version.EncodesTokens : OutboundForm == TokenForm.Base64);
}
