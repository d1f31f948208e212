using System.Globalization;
using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping;

/// <summary>What a reading may point out although it is no fault: coordinates that only fit their country when swapped (ocpi.md 8.3).</summary>
internal static class Plausibility
{
    public static void Check(object record, List<Loss> losses)
    {
        switch (record)
        {
            case ChargeDetailRecord { CdrLocation: { } place }:
                Check("cdr_location/coordinates", place.Coordinates, place.Country, losses);
                break;
            case Location location:
                Check("coordinates", location.Coordinates, location.Country, losses);
                break;
        }
    }

    private static void Check(string place, GeoLocation? at, string? country, List<Loss> losses)
    {
        if (country is null || !Degrees(at?.Latitude, out var latitude) || !Degrees(at?.Longitude, out var longitude)) return;
        if (CountryBoxes.Find(country) is not { } box || box.Holds(latitude, longitude) || !box.Holds(longitude, latitude)) return;
        losses.Add(new Loss(LossKind.Differs, place, $"latitude {at!.Latitude} and longitude {at.Longitude} lie outside {country}, and inside it when swapped; passed on as they are"));
    }

    private static bool Degrees(string? text, out double degrees) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out degrees);
}
