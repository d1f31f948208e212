using Microsoft.Extensions.DependencyInjection;

namespace ProtocolGateway.Sessions;

public static class SessionServices
{
    /// <summary>What each side knows of a charging session, kept in the journal's database. Needs <c>AddJournal</c>.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services) =>
        services.AddSingleton<ISessions, JournalSessions>().AddSingleton<ISessionReports, JournalSessionReports>();
}
