using Microsoft.Extensions.DependencyInjection;

namespace ProtocolGateway.Mapping.Reloading;

public static class MappingServices
{
    /// <summary>Takes changed mapping files while the gateway runs. Needs the settings and <see cref="MappingsInForce"/>, which must have its first book.</summary>
    public static IServiceCollection AddMappingReload(this IServiceCollection services) => services.AddHostedService<MappingReload>();
}
