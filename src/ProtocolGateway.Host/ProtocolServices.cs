using ProtocolGateway.Emip;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi;

namespace ProtocolGateway.Host;

internal static class ProtocolServices
{
    /// <summary>Every protocol that this gateway speaks, a line each, and the mappings that they translate by.</summary>
    public static IServiceCollection AddProtocols(this IServiceCollection services) => services
        .AddSingleton<MappingsInForce>()
        .AddSingleton<IMappings>(s => s.GetRequiredService<MappingsInForce>())
        .AddEmip()
        .AddOcpi();
}
