using System.Collections.Frozen;
using System.Globalization;

namespace ProtocolGateway.Mapping;

/// <summary>
/// Roughly where European countries lie: south, north, west, east, in whole degrees and generous. Islands overseas are left
/// out; the boxes only serve to notice swapped coordinates.
/// </summary>
internal sealed record CountryBoxes(double South, double North, double West, double East)
{
    private const string Boxes =
        "ALB 39 43 19 22;AND 42 43 1 2;AUT 46 50 9 18;BEL 49 52 2 7;BGR 41 45 22 29;BIH 42 46 15 20;BLR 51 57 23 33;CHE 45 48 5 11;" +
        "CYP 34 36 32 35;CZE 48 52 12 19;DEU 47 56 5 16;DNK 54 58 8 16;ESP 35 44 -10 5;EST 57 60 21 29;FIN 59 71 19 32;FRA 41 52 -6 10;" +
        "GBR 49 61 -9 2;GRC 34 42 19 30;HRV 42 47 13 20;HUN 45 49 16 23;IRL 51 56 -11 -5;ISL 63 67 -25 -13;ITA 35 48 6 19;LIE 47 48 9 10;" +
        "LTU 53 57 20 27;LUX 49 51 5 7;LVA 55 59 20 29;MCO 43 44 7 8;MDA 45 49 26 31;MKD 40 43 20 24;MLT 35 37 14 15;MNE 41 44 18 21;" +
        "NLD 50 54 3 8;NOR 57 72 4 32;POL 48 55 14 25;PRT 36 43 -10 -6;ROU 43 49 20 30;SRB 42 47 18 23;SVK 47 50 16 23;SVN 45 47 13 17;" +
        "SWE 55 70 10 25;UKR 44 53 22 41";

    private static readonly FrozenDictionary<string, CountryBoxes> Known = Boxes.Split(';').Select(b => b.Split(' '))
        .ToFrozenDictionary(b => b[0], b => new CountryBoxes(Degrees(b[1]), Degrees(b[2]), Degrees(b[3]), Degrees(b[4])));

    /// <summary>Null for countries that are not listed.</summary>
    public static CountryBoxes? Find(string alpha3) => Known.GetValueOrDefault(alpha3);

    public bool Holds(double latitude, double longitude) => latitude >= South && latitude <= North && longitude >= West && longitude <= East;

    private static double Degrees(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
