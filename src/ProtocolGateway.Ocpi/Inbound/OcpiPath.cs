namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>
/// Addresses as they came over the wire. The framework decodes a path before it is split and leaves some of it encoded, so
/// that an id with a slash or a percent sign could not be told apart; this splits first (ocpi.md 8.1).
/// </summary>
internal static class OcpiPath
{
    public const string Root = "ocpi";

    /// <summary>The decoded segments below <c>/ocpi</c>, a slash at the end or not; null for an address that is not below it.</summary>
    public static string[]? Segments(string target)
    {
        var path = target.AsSpan();
        if (path.IndexOf('?') is >= 0 and var query) path = path[..query];
        if (path.IndexOf("://") is >= 0 and var scheme)
            path = path[(scheme + 3)..].IndexOf('/') is >= 0 and var slash ? path[(scheme + 3 + slash)..] : "/";
        var segments = path.Trim('/').ToString().Split('/');
        return segments[0].Equals(Root, StringComparison.OrdinalIgnoreCase)
            ? [.. segments.Skip(1).Select(Uri.UnescapeDataString)]
            : null;
    }

    public static string Write(params IEnumerable<string> segments) =>
        $"/{Root}/{string.Join('/', segments.Select(Uri.EscapeDataString))}";
}
