using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;
using ProtocolGateway.Registrations;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>What a person may do about a registration.</summary>
internal sealed class OcpiRegistrar(Registry registry, Registering registering, IRegistrations store) : IRegistrar
{
    public bool Serves(Partner partner) => partner.Settings is OcpiOptions { Registers: true };

    public Task RefreshAsync(CancellationToken cancellation) => registry.RefreshAsync(cancellation);

    public Registration? Find(Partner partner) => Registry.OptionsOf(partner).Standing.Registration;

    public async Task<ActionResult> ResetAsync(Partner partner, CancellationToken cancellation)
    {
        if (!await store.EndAsync(partner, spent: null)) return new ActionResult.Busy("The journal is out of reach.");
        await registry.RefreshAsync(cancellation);
        return new ActionResult.Done();
    }

    public async Task<ActionResult> RenewAsync(Partner partner, CancellationToken cancellation)
    {
        if (!Registry.OptionsOf(partner).UpdatesCredentials)
            return new ActionResult.Impossible("The partner serves no PUT of credentials (UpdatesCredentials): unregister, and register anew with a new registration token.");
        return await registering.RenewAsync(partner, cancellation) is { } why ? new ActionResult.Impossible(why) : new ActionResult.Done();
    }

    public async Task<ActionResult> UnregisterAsync(Partner partner, CancellationToken cancellation) =>
        await registering.UnregisterAsync(partner, cancellation) is { } why ? new ActionResult.Impossible(why) : new ActionResult.Done();
}
