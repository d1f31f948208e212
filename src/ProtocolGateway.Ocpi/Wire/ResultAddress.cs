using ProtocolGateway.Canonical;

namespace ProtocolGateway.Ocpi.Wire;

/// <summary>Where results of our own commands come to: one address for each command (ocpi.md 5.6, 5.7).</summary>
internal static class ResultAddress
{
    private static readonly (CommandType Type, string Module, string Name)[] Names =
    [
        (CommandType.GET_CHARGING_PROFILE, "chargingprofiles", "GET"),
        (CommandType.SET_CHARGING_PROFILE, "chargingprofiles", "PUT"),
        (CommandType.CLEAR_CHARGING_PROFILE, "chargingprofiles", "DELETE"),
        .. Enum.GetValues<CommandType>().Where(t => t <= CommandType.UNLOCK_CONNECTOR).Select(t => (t, "commands", t.ToString())),
    ];

    public static string Write(string publicUrl, OcpiVersion version, CommandType type, string id)
    {
        var (_, module, name) = Names.First(n => n.Type == type);
        return publicUrl + Inbound.OcpiPath.Write(version.Number, "sender", module, name, id);
    }

    /// <summary>The command that an address is about; null when there is none such.</summary>
    public static CommandType? Read(string module, string? name)
    {
        foreach (var (type, own, called) in Names)
            if (own == module && called.Equals(name, StringComparison.OrdinalIgnoreCase)) return type;
        return null;
    }
}
