using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Inbound;
using ProtocolGateway.Ocpi.Inbound.Objects;
using ProtocolGateway.Publishing;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>The lists that partners are asked for.</summary>
internal static class PulledModules
{
    /// <summary>In the order in which they are asked for: what sessions and CDRs may need before them.</summary>
    public static IReadOnlyList<IPulledModule> All(DirectoryImport import, IEvseStates states, IMissingObjects missing, IMappings mappings, IGateway gateway) =>
    [
        .. ObjectModule.All.Where(module => PublishedSight.RoleOf(module.Kind) is not null).Select(module => new ObjectsPull(module, import, states, missing, mappings, gateway)),
        new SessionsPull(new ObjectReader(mappings), gateway),
        new CdrsPull(new CdrReader(mappings), gateway),
    ];
}
