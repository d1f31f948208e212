using Microsoft.Extensions.DependencyInjection;

namespace ProtocolGateway.Silences;

public static class SilenceServices
{
    /// <summary>Tells partners that we are there, and finds those that are not. Needs the exchanges, and the protocols' signs of life.</summary>
    public static IServiceCollection AddSilences(this IServiceCollection services) => services
        .AddSingleton<SilenceMeter>()
        .AddSingleton<HeartBeating>()
        .AddHostedService<SilenceService>();
}
