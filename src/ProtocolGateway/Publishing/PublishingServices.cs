using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Directory;

namespace ProtocolGateway.Publishing;

public static class PublishingServices
{
    /// <summary>
    /// What partners publish: <see cref="IPublishing"/> takes it, <see cref="IPublishedObjects"/> shows it, and it is owed to those who may
    /// see it, imports too. Needs the journal and the exchanges.
    /// </summary>
    public static IServiceCollection AddPublishing(this IServiceCollection services) => services
        .AddSingleton<JournalPublished>()
        .AddSingleton<IPublishedObjects>(s => s.GetRequiredService<JournalPublished>())
        .AddSingleton<Audience>()
        .AddSingleton<IPublishing, Publications>()
        .AddSingleton<IMissingObjects, MissingObjects>()
        .AddSingleton<Untold>()
        .AddHostedService<PublishingService>();
}
