using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>How much a connector can give.</summary>
internal static class ConnectorPower
{
    /// <summary>W, of the connector of that id, else of the strongest one; null when the directory doesn't say.</summary>
    public static decimal? MostOf(Evse evse, string? connectorId)
    {
        var connectors = evse.Connectors ?? [];
        var used = connectors.Where(c => connectorId is not null && Ids.Same(c.Id, connectorId)).ToList();
        var powers = (used.Count > 0 ? used : connectors).Select(Of).ToList();
        // One of unknown power may be the strongest.
        return powers.Contains(null) ? null : powers.Max();
    }

    private static decimal? Of(Connector connector)
    {
        if (connector.MaxElectricPower is > 0 and var watts) return watts;
        var phases = connector.PowerType switch
        {
            PowerType.AC_3_PHASE => 3,
            PowerType.AC_2_PHASE or PowerType.AC_2_PHASE_SPLIT => 2,
            _ => 1,
        };
        var power = (decimal?)connector.MaxVoltage * connector.MaxAmperage * phases;
        return power > 0 ? power : null;
    }
}
