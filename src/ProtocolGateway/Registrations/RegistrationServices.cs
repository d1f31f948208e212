using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Registrations;

public static class RegistrationServices
{
    /// <summary>What is agreed with partners by a handshake. Needs the journal and the exchanges.</summary>
    public static IServiceCollection AddRegistrations(this IServiceCollection services) => services
        .AddSingleton(s => new TokenSeal(new Lazy<byte[]>(
            () => s.GetService<GatewaySettings>()?.TokenKey ?? KeyFile.Read(s.GetRequiredService<JournalOptions>().DataDirectory))))
        .AddSingleton<IRegistrations, JournalRegistrations>();
}
