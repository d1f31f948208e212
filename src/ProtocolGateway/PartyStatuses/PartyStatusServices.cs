using Microsoft.Extensions.DependencyInjection;

namespace ProtocolGateway.PartyStatuses;

public static class PartyStatusServices
{
    /// <summary>How parties stand. Needs the journal, the partners and who of them is silent.</summary>
    public static IServiceCollection AddPartyStatuses(this IServiceCollection services) => services.AddSingleton<IPartyStatuses, JournalPartyStatuses>();
}
