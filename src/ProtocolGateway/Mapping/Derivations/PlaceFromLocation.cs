using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Derivations;

/// <summary>The ids of the one EVSE and connector, from the location that OCPI 2.1.1 embeds (ocpi.md 6.4, 6.5).</summary>
internal sealed class PlaceFromLocation : IDerivation
{
    private const string OfConnector = "connector_";

    public string Name => "place-from-location";

    public string Purpose => "The ids of location, EVSE and connector, from the location that OCPI 2.1.1 embeds.";

    public IReadOnlyList<Type> Records { get; } = [typeof(ChargeDetailRecord), typeof(Session)];

    public IReadOnlyList<string> Of(string path)
    {
        var field = path[(path.LastIndexOf('.') + 1)..];
        return field switch
        {
            "evse_uid" => ["location.evses[0].uid"],
            "evse_id" => ["location.evses[0].evse_id"],
            "location_id" => ["location.id"],
            _ when field.StartsWith(OfConnector, StringComparison.Ordinal) => [$"location.evses[0].connectors[0].{field[OfConnector.Length..]}"],
            // The coordinates are told as one place.
            "latitude" or "longitude" => [$"location.coordinates.{field}"],
            _ => [$"location.{field}"],
        };
    }

    public object Apply(object record, List<Loss> losses) => record switch
    {
        ChargeDetailRecord { Location: { } location } cdr => cdr with { CdrLocation = Snapshot(location, One(location, losses)) },
        Session { Location: { } location } session => With(session, location, One(location, losses)),
        _ => record,
    };

    private static CdrLocation Snapshot(Location location, Evse? evse)
    {
        var connector = Only(evse);
        return new CdrLocation
        {
            Id = location.Id,
            Name = location.Name,
            Address = location.Address,
            City = location.City,
            PostalCode = location.PostalCode,
            Country = location.Country,
            Coordinates = location.Coordinates,
            EvseUid = evse?.Uid,
            EvseId = evse?.EvseId,
            ConnectorId = connector?.Id,
            ConnectorStandard = connector?.Standard,
            ConnectorFormat = connector?.Format,
            ConnectorPowerType = connector?.PowerType,
        };
    }

    private static Session With(Session session, Location location, Evse? evse) => session with
    {
        LocationId = location.Id,
        EvseUid = evse?.Uid,
        EvseId = evse?.EvseId,
        ConnectorId = Only(evse)?.Id,
    };

    /// <summary>The EVSE used: a location that names several says nothing of it.</summary>
    private static Evse? One(Location location, List<Loss> losses)
    {
        if (location.Evses is [var only]) return only;
        if (location.Evses is { Count: > 1 } several)
            losses.Add(new Loss(LossKind.Unread, "location/evses", $"{several.Count} EVSEs where the one that was used belongs; none is taken"));
        return null;
    }

    private static Connector? Only(Evse? evse) => evse?.Connectors is [var only] ? only : null;
}
