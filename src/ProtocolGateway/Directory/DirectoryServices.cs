using Microsoft.Extensions.DependencyInjection;

namespace ProtocolGateway.Directory;

public static class DirectoryServices
{
    /// <summary>What is known of places and tokens, kept in the journal's database; and its import. Needs <c>AddJournal</c>.</summary>
    public static IServiceCollection AddDirectory(this IServiceCollection services) => services
        .AddSingleton<IDirectory, JournalDirectory>()
        .AddSingleton<DirectoryImport>();
}
