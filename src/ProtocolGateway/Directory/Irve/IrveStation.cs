using System.Globalization;
using System.Text.RegularExpressions;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Directory.Irve;

/// <summary>One charge point of the file, as a location with one EVSE (translation.md section 10); a station is made of those with its id.</summary>
internal static partial class IrveStation
{
    // More than any charge point gives: watts.
    private const decimal TooStrong = 1500;

    /// <summary>Null where the row has faults.</summary>
    public static Location? Read(IrveRow row, Partner partner)
    {
        var (station, point) = (row.Required("id_station_itinerance"), row.Required("id_pdc_itinerance"));
        var party = point is null ? null : Party(point, partner, row);
        var (street, postalCode, city) = Address(row);
        var updated = Updated(row);
        var (country, zone) = FrenchPlaces.Of(row["code_insee_commune"] ?? postalCode);
        var location = new Location
        {
            Party = party,
            Id = station,
            Publish = true,
            Name = row.Required("nom_station"),
            Address = street,
            City = city,
            PostalCode = postalCode,
            Country = country,
            TimeZone = zone,
            Coordinates = Coordinates(row),
            ParkingType = Parking(row["implantation_station"]),
            Operator = (row["nom_operateur"] ?? row["nom_enseigne"]) is { } name ? new BusinessDetails { Name = name } : null,
            Owner = row["nom_amenageur"] is { } owner ? new BusinessDetails { Name = owner } : null,
            HelpPhone = row["telephone_operateur"],
            OpeningTimes = row["horaires"] is { } hours ? IrveHours.Read(hours) : null,
            LastUpdated = updated,
            Evses = Evse(row, point, updated) is { } evse ? [evse] : null,
        };
        return row.Faults.Count == 0 ? location : null;
    }

    /// <summary>The station with all its charge points; what it says of itself is what the one told last says.</summary>
    public static Location Join(IReadOnlyList<Location> points)
    {
        var newest = points.MaxBy(p => p.LastUpdated)!;
        return newest with { Evses = [.. points.SelectMany(p => p.Evses ?? [])] };
    }

    public static IEnumerable<Loss> Losses(IrveRow row)
    {
        if (row["horaires"] is { } hours && IrveHours.Read(hours) is null) yield return new(LossKind.Unread, "horaires", $"'{hours}' is not understood");
        if (row.Flag("prise_type_autre") == true) yield return new(LossKind.Unread, "prise_type_autre", "nothing says which plug it is");
    }

    private static Evse? Evse(IrveRow row, string? point, DateTimeOffset? updated)
    {
        var power = row["puissance_nominale_kw"] is not null ? "puissance_nominale_kw" : "puissance_nominale";
        if (row.Required(power) is null || row.Amount(power) is not { } kilowatts || updated is not { } at) return null;
        if (kilowatts is <= 0 or > TooStrong) return row.Fault<Evse>(power, $"{kilowatts} kW was found; expected kilowatts");
        var connectors = IrvePlugs.Of(row, kilowatts, row.Flag("cable_t2_attache"), at);
        if (connectors.Count == 0) return row.Fault<Evse>("prise_type_2", "no plug that OCPI knows is told; expected true for one of prise_type_ef, _2, _combo_ccs, _chademo");
        return new()
        {
            Uid = point,
            EvseId = point,
            Status = EvseStatus.UNKNOWN,
            Capabilities = Capabilities(row) is { Count: > 0 } capabilities ? capabilities : null,
            Connectors = connectors,
            LastUpdated = at,
        };
    }

    private static List<Capability> Capabilities(IrveRow row)
    {
        var found = new List<Capability>();
        if (row.Flag("reservation") == true) found.Add(Capability.RESERVABLE);
        if (row.Flag("paiement_cb") == true) found.Add(Capability.CREDIT_CARD_PAYABLE);
        if (row.Flag("cb_sans_contact") == true) found.Add(Capability.CONTACTLESS_CARD_SUPPORT);
        return found;
    }

    /// <summary>The id's prefix where the partner speaks for that CPO, else its only CPO.</summary>
    private static PartyId? Party(string point, Partner partner, IrveRow row)
    {
        var key = Ids.Key(point);
        if (key.Length > 5 && PartyId.TryParse(key.AsSpan(0, 5), out var prefix) && partner.SpeaksFor(Role.CPO, prefix!)) return prefix;
        return partner.Roles.Concat(partner.Reaches).Where(r => r.Role == Role.CPO).ToList() is [var only]
            ? only.Party
            : row.Fault<PartyId>("id_pdc_itinerance", $"'{point}' begins with no CPO of partner '{partner.Id}', which speaks for several");
    }

    /// <summary>The national file tells the town apart; version 3 the postal code.</summary>
    private static (string? Street, string? PostalCode, string? City) Address(IrveRow row)
    {
        if (row.Required("adresse_station") is not { } text) return default;
        var (street, code, city) = FrenchPlaces.Address(text);
        code = row["code_postal"] ?? row["consolidated_code_postal"] ?? code;
        city = row["consolidated_commune"] ?? city;
        return city is null ? row.Fault<(string?, string?, string?)>("adresse_station", $"'{text}' tells no town; expected such as 1 avenue de la Paix 75001 Paris") : (street, code, city);
    }

    /// <summary>Version 2: <c>[longitude, latitude]</c>; version 3: two columns.</summary>
    private static GeoLocation? Coordinates(IrveRow row)
    {
        var (latitude, longitude) = (row["station_latitude"], row["station_longitude"]);
        if (latitude is null && longitude is null && row["coordonneesXY"] is { } pair)
        {
            if (Pair().Match(pair) is not { Success: true } match) return row.Fault<GeoLocation>("coordonneesXY", $"'{pair}' was found; expected [longitude, latitude]");
            (longitude, latitude) = (match.Groups["x"].Value, match.Groups["y"].Value);
        }
        if (latitude is null || longitude is null) return row.Fault<GeoLocation>("coordonneesXY", "missing");
        return Within(latitude, 90) && Within(longitude, 180)
            ? new GeoLocation { Latitude = latitude, Longitude = longitude }
            : row.Fault<GeoLocation>("coordonneesXY", $"longitude '{longitude}' and latitude '{latitude}' are no degrees");
    }

    private static bool Within(string degrees, int most) =>
        decimal.TryParse(degrees, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= most;

    private static DateTimeOffset? Updated(IrveRow row)
    {
        var column = row["horodatage_maj"] is not null ? "horodatage_maj" : "date_maj";
        if (row.Required(column) is not { } text) return null;
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var at) ? at : row.Fault<DateTimeOffset?>(column, $"'{text}' is no date such as 2026-03-29");
    }

    private static ParkingType? Parking(string? implantation) => implantation?.ToUpperInvariant() switch
    {
        "VOIRIE" => ParkingType.ON_STREET,
        { } text when text.StartsWith("PARKING", StringComparison.Ordinal) => ParkingType.PARKING_LOT,
        _ => null,
    };

    [GeneratedRegex(@"^\[\s*(?<x>-?\d+(\.\d+)?)\s*,\s*(?<y>-?\d+(\.\d+)?)\s*\]$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pair();
}
