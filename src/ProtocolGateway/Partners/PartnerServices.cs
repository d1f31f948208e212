using Microsoft.Extensions.DependencyInjection;

namespace ProtocolGateway.Partners;

public static class PartnerServices
{
    /// <summary>The settings that were read, and among them the partners and agreements.</summary>
    public static IServiceCollection AddPartners(this IServiceCollection services, GatewaySettings settings) => services
        .AddSingleton(settings)
        .AddSingleton(settings.Partners);
}
