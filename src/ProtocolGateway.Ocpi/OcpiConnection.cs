using ProtocolGateway.Ocpi.Wire;

namespace ProtocolGateway.Ocpi;

/// <summary>How a partner is spoken to. A change makes another one: what was found out over the old one no longer counts.</summary>
/// <param name="versionsUrl">Where everything else of theirs is found.</param>
/// <param name="version">What is spoken.</param>
/// <param name="token">What we present.</param>
/// <param name="encoded">It is written in Base64.</param>
internal sealed class OcpiConnection(OcpiVersion version, Uri versionsUrl, string token, bool encoded)
{
    public OcpiVersion Version => version;

    public Uri VersionsUrl => versionsUrl;

    /// <summary>The header that we present.</summary>
    public string Authorization { get; } = TokenHeader.Write(token, encoded);

    /// <summary>A peer that echoes our token must not bring it into the journal.</summary>
    public string Blank(string text) =>
        text.Replace(token, "***", StringComparison.Ordinal).Replace(Authorization["Token ".Length..], "***", StringComparison.Ordinal);
}
