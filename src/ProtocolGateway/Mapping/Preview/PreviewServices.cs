using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Rating;

namespace ProtocolGateway.Mapping.Preview;

public static class PreviewServices
{
    /// <summary>What translates deliveries, and those of the journal once more. Needs the journal, the directory, the sessions, the partners and the protocols.</summary>
    public static IServiceCollection AddRetelling(this IServiceCollection services) => services
        .AddSingleton<ProtocolTable>()
        .AddSingleton<IRatings, JournalRatings>()
        .AddSingleton<Preparation>()
        .AddSingleton<Retelling>();
}
