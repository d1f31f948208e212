using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace ProtocolGateway.Directory.Irve;

/// <summary>Country and time zone by postal code, overseas ones too, and an address in its parts.</summary>
internal static partial class FrenchPlaces
{
    private static readonly FrozenDictionary<string, (string Country, string Zone)> Overseas = new Dictionary<string, (string, string)>
    {
        ["971"] = ("GLP", "America/Guadeloupe"),
        ["972"] = ("MTQ", "America/Martinique"),
        ["973"] = ("GUF", "America/Cayenne"),
        ["974"] = ("REU", "Indian/Reunion"),
        ["975"] = ("SPM", "America/Miquelon"),
        ["976"] = ("MYT", "Indian/Mayotte"),
        ["977"] = ("BLM", "America/St_Barthelemy"),
        ["978"] = ("MAF", "America/Marigot"),
        ["986"] = ("WLF", "Pacific/Wallis"),
        ["987"] = ("PYF", "Pacific/Tahiti"),
        ["988"] = ("NCL", "Pacific/Noumea"),
    }.ToFrozenDictionary();

    /// <summary>ISO 3166 alpha-3 and IANA name.</summary>
    /// <param name="code">A postal code or a commune's INSEE code: overseas both begin alike.</param>
    public static (string Country, string Zone) Of(string? code) =>
        code is { Length: >= 3 } && Overseas.TryGetValue(code[..3], out var place) ? place : ("FRA", "Europe/Paris");

    /// <summary><c>[number] [street] [postal code] [town]</c>, as the schema demands it; null for parts that aren't there.</summary>
    public static (string Street, string? PostalCode, string? City) Address(string text)
    {
        var match = Form().Match(text);
        return match.Success ? (match.Groups["street"].Value.Trim(' ', ','), match.Groups["code"].Value, match.Groups["city"].Value.Trim(' ', ',')) : (text, null, null);
    }

    [GeneratedRegex(@"^(?<street>.+?)[\s,]+(?<code>\d{5})[\s,]+(?<city>\p{L}[^,\d]*)(,?\s*France)?$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
