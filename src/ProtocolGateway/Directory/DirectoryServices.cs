using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ProtocolGateway.Directory;

public static class DirectoryServices
{
    /// <summary>What is known of places and tokens, kept in the journal's database; and its import. Needs <c>AddJournal</c>.</summary>
    public static IServiceCollection AddDirectory(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<IDirectory, JournalDirectory>().AddSingleton<IPlaces, JournalPlaces>().AddSingleton<DirectoryImport>();
    }
}
