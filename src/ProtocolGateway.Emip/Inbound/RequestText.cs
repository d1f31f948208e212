using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>What the journal keeps of a request beside its body, and how its media type is understood.</summary>
internal static class RequestText
{
    private static readonly HashSet<string> Secret = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Proxy-Authorization", "Cookie", "X-Api-Key", "X-Client-Cert", "X-SSL-Client-Cert",
    };

    /// <summary>The request line and headers, one a line; secrets blanked.</summary>
    public static string Headers(HttpRequest request)
    {
        var text = new StringBuilder(256);
        text.Append(request.Method).Append(' ').Append(UriHelper.GetEncodedPathAndQuery(request)).Append(' ').Append(request.Protocol);
        foreach (var (name, values) in request.Headers)
            foreach (var value in values)
                text.Append('\n').Append(name).Append(": ").Append(Secret.Contains(name) ? "***" : value);
        return text.ToString();
    }

    /// <summary>
    /// The three media types that partners are known to send. Parameters are not read: charset and action contradict the
    /// bytes often enough, and so does Content-Encoding (emip.md 7.1, 7.10).
    /// </summary>
    public static bool IsXml(string? contentType)
    {
        var mediaType = (contentType ?? "").AsSpan();
        var end = mediaType.IndexOf(';');
        mediaType = (end < 0 ? mediaType : mediaType[..end]).Trim();
        return mediaType.Equals("application/soap+xml", StringComparison.OrdinalIgnoreCase)
            || mediaType.Equals("text/xml", StringComparison.OrdinalIgnoreCase)
            || mediaType.Equals("application/xml", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The action parameter of the media type; null where there is none.</summary>
    public static string? Action(string? contentType)
    {
        const string name = "action=";
        var start = contentType?.IndexOf(name, StringComparison.OrdinalIgnoreCase) ?? -1;
        return start < 0 ? null : contentType![(start + name.Length)..].Split(';')[0].Trim().Trim('"');
    }
}
