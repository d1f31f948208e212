using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Journal;

public static class JournalServices
{
    /// <summary>
    /// The journal: its database (made or brought up to date at first use) and contexts over it for queries
    /// (<see cref="IDbContextFactory{TContext}"/> of <see cref="JournalContext"/>). Enough for commands such as imports.
    /// </summary>
    public static IServiceCollection AddJournal(this IServiceCollection services, JournalOptions options) => services
        .AddSingleton(options)
        .AddSingleton<JournalDatabase>()
        .AddSingleton<IDbContextFactory<JournalContext>>(s => s.GetRequiredService<JournalDatabase>())
        .AddJournalMeter()
        .AddSingleton<JournalWriter>();
}
