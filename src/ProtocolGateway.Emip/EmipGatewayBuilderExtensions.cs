using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProtocolGateway.Emip.Upkeep;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip;

public static class EmipGatewayBuilderExtensions
{
    /// <summary>
    /// Adds eMIP 0.7.4. It needs <c>IMappings</c>, and in each request's services <c>IGateway</c>, <c>PartnerBook</c>,
    /// <c>IDirectory</c> and <c>ISessions</c>.
    /// </summary>
    public static IServiceCollection AddEmip(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<IProtocol, EmipProtocol>().AddSingleton<IPaper, EmipPaper>().AddSingleton<ISignsOfLife, HeartBeats>();
    }
}
