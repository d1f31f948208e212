using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Retention;

public static class RetentionServices
{
    /// <summary>Lets go of old documents and personal data. Needs <c>AddJournal</c> and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services, RetentionSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton<RetentionKeeper>()
        .AddHostedService<RetentionService>();
}
