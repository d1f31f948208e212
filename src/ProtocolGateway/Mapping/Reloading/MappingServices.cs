using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Mapping.Versions;

namespace ProtocolGateway.Mapping.Reloading;

public static class MappingServices
{
    /// <summary><see cref="IMappingHistory"/>. Needs the journal, and <see cref="IMappings"/>.</summary>
    public static IServiceCollection AddMappingHistory(this IServiceCollection services) => services.AddSingleton<IMappingHistory, MappingHistory>();

    /// <summary>Takes changed mapping files while the gateway runs, and keeps in the journal what was in force. Needs the journal, the settings and <see cref="MappingsInForce"/>, which must have its first book.</summary>
    public static IServiceCollection AddMappingReload(this IServiceCollection services) =>
        services.AddSingleton<MappingStart>().AddHostedService<MappingReload>().AddHostedService<MappingKeeper>();
}
