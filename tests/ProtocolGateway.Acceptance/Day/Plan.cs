using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance.Day;

/// <summary>The day's plan, made of a seed and without the gateway's code: 500 charge points and what happens at them.</summary>
internal sealed class Plan
{
    public const string Cpo = "FR*798";

    /// <summary>The eMSPs of OCPI 2.1.1, 2.2.1 and 2.3.0, those behind an OCPI hub and an eMIP hub, and one of eMIP.</summary>
    public const string Old = "BE*OLD", Middle = "DE*ABC", New = "NL*WAV", BehindOcpiHub = "SE*EVX", BehindEmipHub = "FR*XYZ", OfEmip = "FR*MSP";

    private static readonly IReadOnlyList<string> All = [Old, Middle, New, BehindOcpiHub, BehindEmipHub, OfEmip];

    private const int Sites = 100, PointsOfSite = 5;

    /// <summary>Of so many sessions one goes wrong, and of so many payers' systems one stumbles: 2 % each.</summary>
    private const int OneIn = 50;

    private static readonly Behaviour[] Stumbles =
    [
        Behaviour.DropsAfterTaking, Behaviour.Http(System.Net.HttpStatusCode.ServiceUnavailable), Behaviour.DropsUntaken, Behaviour.Slow(TimeSpan.FromSeconds(1)),
    ];

    private static readonly DateTimeOffset Midnight = new(DateTime.UtcNow.Date.AddDays(-2), TimeSpan.Zero);

    private readonly string cpo;
    private readonly IReadOnlyList<string> payers;
    private readonly IReadOnlyList<Mishap> mishaps;

    /// <param name="mishaps">What may go wrong.</param>
    public Plan(int seed, int sessions, string cpo, IReadOnlyList<string> payers, IReadOnlyList<Mishap> mishaps)
    {
        (this.cpo, this.payers, this.mishaps) = (cpo, payers, mishaps);
        var random = new Random(seed);
        Charges = [.. Enumerable.Range(0, sessions).Select(number => Make(number, sessions, random))];
    }

    public Plan(int seed, int sessions)
        : this(seed, sessions, Cpo, [Old, Middle, New, BehindOcpiHub, BehindEmipHub], [.. Enum.GetValues<Mishap>().Where(m => m != Mishap.None)])
    {
    }

    public IReadOnlyList<Charge> Charges { get; }

    /// <summary>As the CPO imports them.</summary>
    public static JsonObject[] Locations(string cpo = Cpo) => [.. Enumerable.Range(0, Sites).Select(site =>
    {
        var location = OcpiRecord.Location($"SITE{site}", EvseOf(site, 0, cpo), $"U{site}-0");
        (location["country_code"], location["party_id"]) = (cpo[..2], cpo[3..]);
        var evses = location["evses"]!.AsArray();
        for (var point = 1; point < PointsOfSite; point++)
        {
            var evse = evses[0]!.DeepClone();
            (evse["uid"], evse["evse_id"]) = ($"U{site}-{point}", EvseOf(site, point, cpo));
            evses.Add(evse);
        }
        return location;
    })];

    /// <summary>The tokens that an eMSP gave to everybody. OCPI 2.1.1 names no contract in its answers, so all of its cards are among them.</summary>
    public static JsonObject[] Tokens(IReadOnlyList<Charge> charges, string payer) =>
    [
        .. charges.Where(c => c.Payer == payer && (c.Way is Way.Whitelisted or Way.Offline || payer == Old)).Select(c => TokenOf(c, c.Way == Way.Whitelisted ? "ALWAYS" : "NEVER")),
    ];

    /// <summary>The token as its eMSP writes it in OCPI 2.2.1.</summary>
    public static JsonObject TokenOf(Charge charge, string whitelist)
    {
        var token = OcpiRecord.Token(charge.Card, charge.Contract);
        (token["country_code"], token["party_id"], token["whitelist"]) = (charge.Payer[..2], charge.Payer[3..], whitelist);
        return token;
    }

    /// <summary>Where a charge point is, in OCPI's words.</summary>
    public static (string Location, string EvseUid) PlaceOf(string evse)
    {
        var parts = evse.Split('*');
        return ($"SITE{parts[2][1..]}", $"U{parts[2][1..]}-{parts[3]}");
    }

    /// <summary>Its cards begin so.</summary>
    public static string CardsOf(string payer) => $"{0xA0 + All.ToList().IndexOf(payer):X2}";

    private static string EvseOf(int site, int point, string cpo = Cpo) => $"{cpo}*E{site}*{point}";

    private Charge Make(int number, int sessions, Random random)
    {
        var payer = payers[random.Next(payers.Count)];
        var mishap = number % OneIn == 7 ? mishaps[number / OneIn % mishaps.Count] : Mishap.None;
        var stumble = number % OneIn == 31 ? Stumbles[number / OneIn % Stumbles.Length] : null;
        var evse = mishap == Mishap.UnknownPlace ? $"{cpo}*ENOWHERE*{number}" : EvseOf(number % (Sites * PointsOfSite) / PointsOfSite, number % PointsOfSite, cpo);
        // The last ones go on over midnight.
        var start = Midnight.AddSeconds((long)number * 86_000 / sessions).AddSeconds(random.Next(300));
        var minutes = 10 + random.Next(240);
        // No more than 20 kW, and sometimes nothing: a car that is full.
        var wh = random.Next(OneIn) == 0 ? 0 : random.Next(minutes * 333);
        return new Charge(
            number, payer, WayOf(payer, mishap, random), mishap, evse, $"{CardsOf(payer)}{number:X12}", start, start.AddMinutes(minutes).AddSeconds(random.Next(60)), wh,
            Math.Round((wh * 0.00039m) + (minutes * 0.02m), 2), stumble);
    }

    private static Way WayOf(string payer, Mishap mishap, Random random) => (mishap, random.Next(10)) switch
    {
        (Mishap.UnknownPlace, _) => Way.Offline,
        (Mishap.NeverBilled, _) or (_, < 5) => Way.Card,
        (_, < 6) => Way.Offline,
        _ when payer is BehindOcpiHub or BehindEmipHub or OfEmip => Way.Card,
        (_, < 8) => Way.Whitelisted,
        _ => Way.Remote,
    };
}
