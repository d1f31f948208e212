using ProtocolGateway.Partners;

namespace ProtocolGateway.Registrations;

/// <summary>What was agreed with partners by a handshake, kept in the journal for all nodes. None of it throws for a journal out of reach.</summary>
public interface IRegistrations
{
    /// <summary>All there are; null when the journal is out of reach.</summary>
    Task<IReadOnlyList<Registration>?> ReadAsync(CancellationToken cancellation);

    /// <summary>Begins a handshake; null while another is under way on any node, or when the journal is out of reach.</summary>
    /// <param name="pending">SHA-256 of the token that we offer: good from now on. Null when they began it.</param>
    Task<RegistrationClaim?> ClaimAsync(Partner partner, byte[]? pending);

    /// <summary>It was agreed. What they presented before stays good for a while. False when it could not be written.</summary>
    Task<bool> SettleAsync(RegistrationClaim claim, Agreed agreed);

    /// <summary>It failed; what counted before counts on.</summary>
    /// <param name="doubt">Perhaps they took what we offered: it stays good.</param>
    Task FailAsync(RegistrationClaim claim, string reason, bool doubt);

    /// <summary>A handshake that they began came to nothing.</summary>
    Task ReleaseAsync(RegistrationClaim claim);

    /// <summary>Nothing that was agreed counts any more. False when it could not be written.</summary>
    /// <param name="spent">SHA-256 of a registration token that can't begin another; null: the one in the settings may.</param>
    Task<bool> EndAsync(Partner partner, byte[]? spent);

    /// <summary>They presented the new token: the former one has ended.</summary>
    Task ConfirmAsync(Partner partner, byte[] inbound);
}

/// <summary>The right to end one handshake.</summary>
public sealed record RegistrationClaim(Partner Partner, string Id, int Failures);
