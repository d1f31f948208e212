using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Registrations;

namespace ProtocolGateway.Ocpi;

/// <summary>How things stand with a partner whose tokens are agreed by a handshake, as this node has it. Immutable.</summary>
/// <param name="Registration">What is in the journal; null for nothing.</param>
/// <param name="Connection">How the partner is spoken to; null before the first handshake came to its end.</param>
internal sealed record OcpiStanding(Registration? Registration, OcpiConnection? Connection)
{
    public static OcpiStanding Unknown { get; } = new(null, null);

    public bool IsRegistered => Registration is { IsRegistered: true };

    /// <summary>The next one; the connection stays the same while nothing about it changed.</summary>
    public OcpiStanding With(Registration registration)
    {
        if (registration is not { IsRegistered: true, Version: { } number, VersionsUrl: { } url, Outbound: { } token }) return new(registration, null);
        if (Connection is not null && Registration is { } before && before.ChangedAt == registration.ChangedAt && before.Outbound == token)
            return new(registration, Connection);
        return OcpiVersion.Find(number) is { } version
            ? new(registration, new OcpiConnection(version, new Uri(url), token, registration.TokenForm == nameof(TokenForm.Base64)))
            : new(registration, null);
    }

    /// <summary>SHA-256 of the tokens that they may present now.</summary>
    public IEnumerable<byte[]> Proofs(DateTimeOffset at)
    {
        if (Registration is not { } registration) yield break;
        if (registration.Inbound is { } inbound) yield return inbound;
        if (registration is { Former: { } former, FormerUntil: { } until } && at < until) yield return former;
        if (registration.Pending is { } pending) yield return pending;
    }
}
