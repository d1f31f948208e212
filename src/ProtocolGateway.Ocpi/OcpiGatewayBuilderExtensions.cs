using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProtocolGateway.Ocpi.Upkeep;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi;

public static class OcpiGatewayBuilderExtensions
{
    /// <summary>Adds OCPI, the protocol named <c>ocpi</c> in the settings.</summary>
    public static IServiceCollection AddOcpi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<IProtocol, OcpiProtocol>().AddSingleton<IPaper, OcpiPaper>().AddHostedService<CatchUpService>();
    }
}
