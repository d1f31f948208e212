namespace ProtocolGateway.Canonical;

/// <summary>A place to park within a location (ocpi.md 5.1 Parking). Lengths are cm, weights kg.</summary>
public sealed record Parking
{
    /// <summary>Unique within the location.</summary>
    public string? Id { get; init; }

    /// <summary>What is painted on it.</summary>
    public string? PhysicalReference { get; init; }

    public IReadOnlyList<VehicleType>? VehicleTypes { get; init; }

    public decimal? MaxVehicleWeight { get; init; }

    public decimal? MaxVehicleHeight { get; init; }

    public decimal? MaxVehicleLength { get; init; }

    public decimal? MaxVehicleWidth { get; init; }

    public decimal? ParkingSpaceLength { get; init; }

    public decimal? ParkingSpaceWidth { get; init; }

    public bool? DangerousGoodsAllowed { get; init; }

    public ParkingDirection? Direction { get; init; }

    public bool? DriveThrough { get; init; }

    /// <summary>Other types of vehicle are forbidden.</summary>
    public bool? RestrictedToType { get; init; }

    public bool? ReservationRequired { get; init; }

    /// <summary>Minutes.</summary>
    public decimal? TimeLimit { get; init; }

    public bool? Roofed { get; init; }

    public IReadOnlyList<Image>? Images { get; init; }

    public bool? Lighting { get; init; }

    public bool? RefrigerationOutlet { get; init; }

    public IReadOnlyList<string>? Standards { get; init; }

    public string? ApdsReference { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}

/// <summary>Where an EVSE stands at a parking place of its location.</summary>
public sealed record EvseParking
{
    public string? ParkingId { get; init; }

    public EvsePosition? EvsePosition { get; init; }

    public OtherMembers? OtherMembers { get; init; }
}
