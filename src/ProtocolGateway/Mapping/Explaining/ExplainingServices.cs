using Microsoft.Extensions.DependencyInjection;

namespace ProtocolGateway.Mapping.Explaining;

public static class ExplainingServices
{
    /// <summary>What deliveries of the journal came from. Needs what translates them once more, and the versions of the mapping files.</summary>
    public static IServiceCollection AddExplanations(this IServiceCollection services) =>
        services.AddSingleton<IDeliveryExplanations, DeliveryExplanations>();
}
