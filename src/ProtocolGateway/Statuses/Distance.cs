namespace ProtocolGateway.Statuses;

/// <summary>How far two places are apart.</summary>
internal static class Distance
{
    private const double EarthRadius = 6371.0088;

    /// <summary>km, on a sphere: half a percent off at most. Arguments are degrees.</summary>
    public static double Between(double latitude, double longitude, double otherLatitude, double otherLongitude)
    {
        var (north, east) = (Sine(otherLatitude - latitude), Sine(otherLongitude - longitude));
        var part = (north * north) + (Math.Cos(Radians(latitude)) * Math.Cos(Radians(otherLatitude)) * east * east);
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(part)));
    }

    private static double Sine(double degrees) => Math.Sin(Radians(degrees) / 2);

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
