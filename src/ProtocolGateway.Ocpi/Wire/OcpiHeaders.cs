using System.Text;
using Microsoft.AspNetCore.Http;

namespace ProtocolGateway.Ocpi.Wire;

/// <summary>OCPI's own headers (ocpi.md 1.3), and how a request's head is kept in the journal.</summary>
internal static class OcpiHeaders
{
    public const string RequestId = "X-Request-ID";
    public const string CorrelationId = "X-Correlation-ID";
    public const string ToCountry = "OCPI-to-country-code";
    public const string ToParty = "OCPI-to-party-id";
    public const string FromCountry = "OCPI-from-country-code";
    public const string FromParty = "OCPI-from-party-id";

    public const string Link = "Link";
    public const string TotalCount = "X-Total-Count";
    public const string Limit = "X-Limit";

    private const int LongestId = 128;

    /// <summary>The request line and headers, one a line, secrets blanked.</summary>
    public static string Write(HttpRequest request, string target)
    {
        var text = new StringBuilder(512).Append(request.Method).Append(' ').Append(target);
        foreach (var (name, values) in request.Headers)
            foreach (var value in values)
                text.Append('\n').Append(name).Append(": ").Append(IsSecret(name) ? "***" : value);
        return text.ToString();
    }

    /// <summary>The id that the request carries, or a new one: an answer always has it, and never what no header may hold.</summary>
    public static string Echo(HttpRequest request, string name)
    {
        var id = request.Headers[name].ToString();
        return id.Length is > 0 and <= LongestId && !id.AsSpan().ContainsAnyExceptInRange('!', '~') ? id : Guid.NewGuid().ToString();
    }

    private static bool IsSecret(string name) =>
        name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Proxy-Authorization", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Cookie", StringComparison.OrdinalIgnoreCase);
}
