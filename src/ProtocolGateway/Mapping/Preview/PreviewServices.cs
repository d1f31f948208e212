using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Rating;
using ProtocolGateway.Registrations;

namespace ProtocolGateway.Mapping.Preview;

public static class PreviewServices
{
    /// <summary>What translates deliveries, and those of the journal once more; <see cref="IMappingPreview"/>. Needs the journal, the directory, the sessions, the partners and the protocols.</summary>
    public static IServiceCollection AddRetelling(this IServiceCollection services) => services
        .AddSingleton<ProtocolTable>()
        .AddSingleton<IRatings, JournalRatings>()
        .AddSingleton<Preparation>()
        .AddSingleton<Retelling>()
        .AddSingleton<IMappingPreview, MappingPreview>();

    /// <summary>The same without a gateway, for a command: with what was agreed with partners, and as a node of its own that claims nothing.</summary>
    public static IServiceCollection AddPreviewAlone(this IServiceCollection services) => services
        .AddSingleton(Node.Create("preview", alone: false))
        .AddRegistrations()
        .AddRetelling();
}
