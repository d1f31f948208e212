using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>Which connector a session used (translation.md section 4, cdr_location.connector_*).</summary>
/// <param name="Reason">Why that one, for the loss report.</param>
internal sealed record ConnectorChoice(Connector Connector, string Reason)
{
    /// <summary>The only one, or the one named, or any if nobody can tell the difference; null when it can't be known.</summary>
    public static ConnectorChoice? Of(Evse evse, string? named)
    {
        var connectors = evse.Connectors ?? [];
        if (connectors is [var only]) return new(only, "the EVSE's only connector");
        if (named is not null && connectors.FirstOrDefault(c => Ids.Same(c.Id, named)) is { } used) return new(used, "the connector that the session names");
        if (connectors.Count > 0 && connectors.All(c => Agree(c, connectors[0])))
            return new(connectors[0], "the first of connectors that agree in standard, format, power type and tariffs");
        return null;
    }

    private static bool Agree(Connector one, Connector other) =>
        one.Standard == other.Standard && one.Format == other.Format && one.PowerType == other.PowerType
        && new HashSet<string>(one.TariffIds ?? [], StringComparer.OrdinalIgnoreCase).SetEquals(other.TariffIds ?? []);
}
