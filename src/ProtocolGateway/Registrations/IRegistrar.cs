using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Registrations;

/// <summary>What a person may do about a registration. A protocol without handshakes has none.</summary>
public interface IRegistrar
{
    /// <summary>The partner's connection comes about by a handshake.</summary>
    bool Serves(Partner partner);

    /// <summary>Learns what was agreed until now. A gateway does so by itself; commands don't.</summary>
    Task RefreshAsync(CancellationToken cancellation);

    /// <summary>Null where there is nothing yet.</summary>
    Registration? Find(Partner partner);

    /// <summary>Forgets what was agreed, here alone: the registration token of the settings may be used again.</summary>
    Task<ActionResult> ResetAsync(Partner partner, CancellationToken cancellation);

    /// <summary>Exchanges new tokens, in the highest version that both speak.</summary>
    Task<ActionResult> RenewAsync(Partner partner, CancellationToken cancellation);

    /// <summary>Ends it on both sides.</summary>
    Task<ActionResult> UnregisterAsync(Partner partner, CancellationToken cancellation);
}
