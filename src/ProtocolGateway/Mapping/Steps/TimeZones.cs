using System.Collections.Frozen;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>The IANA zone of each country that has only one and charging stations of which we know: ISO 3166 alpha-3 and zone.</summary>
internal static class TimeZones
{
    private const string Zones =
        "ALB Europe/Tirane, AND Europe/Andorra, ARE Asia/Dubai, ARM Asia/Yerevan, AUT Europe/Vienna, AZE Asia/Baku, BEL Europe/Brussels, BGR Europe/Sofia, " +
        "BIH Europe/Sarajevo, BLR Europe/Minsk, CHE Europe/Zurich, COL America/Bogota, CRI America/Costa_Rica, CYP Asia/Nicosia, CZE Europe/Prague, " +
        "DEU Europe/Berlin, DNK Europe/Copenhagen, EGY Africa/Cairo, EST Europe/Tallinn, FIN Europe/Helsinki, FRA Europe/Paris, FRO Atlantic/Faroe, GBR Europe/London, " +
        "GEO Asia/Tbilisi, GGY Europe/Guernsey, GIB Europe/Gibraltar, GLP America/Guadeloupe, GRC Europe/Athens, GUF America/Cayenne, HKG Asia/Hong_Kong, " +
        "HRV Europe/Zagreb, HUN Europe/Budapest, IMN Europe/Isle_of_Man, IND Asia/Kolkata, IRL Europe/Dublin, ISL Atlantic/Reykjavik, ISR Asia/Jerusalem, " +
        "ITA Europe/Rome, JEY Europe/Jersey, JOR Asia/Amman, JPN Asia/Tokyo, KOR Asia/Seoul, LIE Europe/Vaduz, LTU Europe/Vilnius, LUX Europe/Luxembourg, " +
        "LVA Europe/Riga, MAR Africa/Casablanca, MCO Europe/Monaco, MDA Europe/Chisinau, MKD Europe/Skopje, MLT Europe/Malta, MNE Europe/Podgorica, " +
        "MTQ America/Martinique, MUS Indian/Mauritius, MYT Indian/Mayotte, NCL Pacific/Noumea, NLD Europe/Amsterdam, NOR Europe/Oslo, POL Europe/Warsaw, " +
        "REU Indian/Reunion, ROU Europe/Bucharest, SAU Asia/Riyadh, SGP Asia/Singapore, SMR Europe/San_Marino, SRB Europe/Belgrade, SVK Europe/Bratislava, " +
        "SVN Europe/Ljubljana, SWE Europe/Stockholm, THA Asia/Bangkok, TUN Africa/Tunis, TUR Europe/Istanbul, TWN Asia/Taipei, UKR Europe/Kyiv, VAT Europe/Vatican, " +
        "ZAF Africa/Johannesburg";

    private static readonly FrozenDictionary<string, string> ByCountry =
        Zones.Split(", ").Select(z => z.Split(' ')).ToFrozenDictionary(z => z[0], z => z[1], StringComparer.OrdinalIgnoreCase);

    /// <summary>Null for a country of several zones, and for one that the table doesn't have.</summary>
    public static string? Of(string? country) => country is null ? null : ByCountry.GetValueOrDefault(country);
}
