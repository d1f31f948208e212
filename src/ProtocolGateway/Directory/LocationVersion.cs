using ProtocolGateway.Canonical;

namespace ProtocolGateway.Directory;

/// <summary>A location as it was from a time on. Stored ones are read when somebody looks inside.</summary>
internal sealed class LocationVersion
{
    private readonly byte[] body;
    private Location? location;

    public LocationVersion(DateTimeOffset validFrom, Location location) => (ValidFrom, this.location, body) = (validFrom, location, []);

    /// <param name="body">The location as <see cref="CanonicalJson"/>.</param>
    public LocationVersion(DateTimeOffset validFrom, byte[] body) => (ValidFrom, this.body) = (validFrom, body);

    public DateTimeOffset ValidFrom { get; }

    public Location Location => location ??= (Location)CanonicalJson.Read(body, typeof(Location));
}
