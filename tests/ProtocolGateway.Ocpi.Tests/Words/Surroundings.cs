using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;

namespace ProtocolGateway.Ocpi.Tests.Words;

/// <summary>A directory that knows the place and the token that a record is about, as it would from the partners' own messages.</summary>
internal static class Surroundings
{
    public static FileDirectory Of(object record) => record switch
    {
        ChargeDetailRecord { CdrLocation: { } place } cdr => new FileDirectory([Place(cdr, place)], Tokens(cdr.CdrToken)),
        Session session => new FileDirectory([Place(session)], Tokens(session.CdrToken)),
        _ => new FileDirectory([], []),
    };

    private static Token[] Tokens(CdrToken? token) => token is null
        ? []
        :
        [
            new Token
            {
                Party = token.Party ?? Paper.Emsp,
                Uid = token.Uid ?? "04A2B3C4D5E6F7",
                Type = token.Type ?? TokenType.RFID,
                ContractId = token.ContractId,
            },
        ];

    private static Location Place(ChargeDetailRecord cdr, CdrLocation place) => new()
    {
        Party = cdr.Party,
        Id = place.Id,
        ParkingType = ParkingType.UNDERGROUND_GARAGE,
        Evses =
        [
            new Evse
            {
                Uid = place.EvseUid,
                EvseId = place.EvseId,
                Connectors = [Connector(place.ConnectorId, place.ConnectorStandard, place.ConnectorFormat, place.ConnectorPowerType)],
            },
        ],
        LastUpdated = cdr.StartDateTime,
    };

    private static Location Place(Session session) => session.Location is { } whole ? whole with { Party = session.Party } : new Location
    {
        Party = session.Party,
        Id = session.LocationId,
        Publish = false,
        Name = "Garage des Terreaux",
        Address = "12 place des Terreaux",
        City = "Lyon",
        Country = "FRA",
        Coordinates = new GeoLocation { Latitude = "45.767299", Longitude = "4.833567" },
        TimeZone = "Europe/Paris",
        Evses =
        [
            new Evse
            {
                Uid = session.EvseUid,
                EvseId = "FR*798*E101*1",
                Status = EvseStatus.CHARGING,
                Connectors =
                [
                    Connector("other", ConnectorType.CHADEMO, ConnectorFormat.CABLE, PowerType.DC),
                    Connector(session.ConnectorId, ConnectorType.IEC_62196_T2_COMBO, ConnectorFormat.CABLE, PowerType.DC),
                ],
                LastUpdated = session.StartDateTime,
            },
        ],
        LastUpdated = session.StartDateTime,
    };

    private static Connector Connector(string? id, ConnectorType? standard, ConnectorFormat? format, PowerType? power) => new()
    {
        Id = id,
        Standard = standard,
        Format = format,
        PowerType = power,
        MaxVoltage = 920,
        MaxAmperage = 500,
        LastUpdated = Paper.At,
    };
}
