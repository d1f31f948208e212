using ProtocolGateway.Canonical;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi;

/// <summary>What the <c>Ocpi</c> section of a partner says (contract.md section 2). No record: its text would show the token.</summary>
internal sealed class OcpiOptions : INegotiated
{
    private volatile OcpiStanding standing = OcpiStanding.Unknown;
    private OcpiConnection? fixedConnection;

    /// <summary>The key in the settings.</summary>
    public required string PartnerId { get; init; }

    /// <summary>The one version that is spoken with this partner; null: the highest that both speak.</summary>
    public OcpiVersion? OnlyVersion { get; init; }

    /// <summary>What is spoken with this partner as things stand.</summary>
    public OcpiVersion Version => Connection?.Version ?? OnlyVersion ?? OcpiVersion.Spoken[^1];

    public string Dialect => Version.Dialect;

    /// <summary>Where everything else of theirs is found; null for a partner that only speaks to us.</summary>
    public Uri? VersionsUrl { get; init; }

    /// <summary>SHA-256 of the token that they present to us; null for a partner that never does, or by a handshake only.</summary>
    public byte[]? InboundTokenHash { get; init; }

    /// <summary>The token that we present to them; null as well where a handshake gives it.</summary>
    public string? OutboundToken { get; init; }

    /// <summary>The token that begins the handshake, in place of the two; null for fixed ones.</summary>
    public string? RegistrationToken { get; init; }

    public byte[]? RegistrationTokenHash { get; init; }

    /// <summary>Tokens are agreed on by the credentials handshake.</summary>
    public bool Registers => RegistrationToken is not null;

    public bool IsRegistered => Standing.IsRegistered;

    /// <summary>The handshake is ours to begin.</summary>
    public bool StartsHandshake => Registers && VersionsUrl is not null;

    /// <summary>The registration token began a registration that has ended: another is wanted.</summary>
    public bool IsSpent => Standing.Registration?.Spent is { } spent && RegistrationTokenHash is { } hash && spent.AsSpan().SequenceEqual(hash);

    /// <summary>How the handshake stands; only <see cref="Upkeep.Registry"/> changes it.</summary>
    public OcpiStanding Standing
    {
        get => standing;
        set => standing = value;
    }

    /// <summary>How the partner is spoken to now; null for one that isn't, or not yet.</summary>
    public OcpiConnection? Connection => Registers ? Standing.Connection : fixedConnection ??= Fixed();

    public TokenForm InboundForm { get; init; }

    public TokenForm OutboundForm { get; init; }

    /// <summary>How long one call may take, its answer included.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The partner may be spoken to without TLS beyond loopback.</summary>
    public bool AllowInsecure { get; init; }

    /// <summary>The partner's lists are asked for: after an absence, when a person wants it, and every <see cref="PullEvery"/>.</summary>
    public bool CatchUp { get; init; } = true;

    /// <summary>From when on it is asked for CDRs and sessions when it never was before; null for none of earlier times.</summary>
    public DateTimeOffset? CatchUpFrom { get; init; }

    /// <summary>So long after its lists were asked for they are asked for again.</summary>
    public required TimeSpan PullEvery { get; init; }

    /// <summary>So long after all locations, tariffs and tokens were asked for all of them are asked for again; null for never by itself.</summary>
    public TimeSpan? PullWholeEvery { get; init; }

    /// <summary>How many objects are asked for at once from a list of theirs.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>How many they get at once from a list of ours, whatever they ask for.</summary>
    public int MostPageSize { get; init; } = 1000;

    /// <summary>The hub that every request is addressed to (OCPI-to); null: the receiving party is.</summary>
    public PartyId? AddressedHub { get; init; }

    /// <summary>An authorization names exactly one EVSE: asking without one, or with several, is of no use.</summary>
    public bool OneEvseInAuthorize { get; init; }

    /// <summary>A command to start a session names its EVSE.</summary>
    public bool EvseInCommands { get; init; }

    /// <summary>A tariff that they know is never changed under its id: a changed one is held.</summary>
    public bool TariffsAreImmutable { get; init; }

    /// <summary>They take credit notes among the CDRs; no version before 2.2 has any.</summary>
    public bool CreditRecords { get; init; } = true;

    /// <summary>They serve PUT credentials; false: a change is made by DELETE and POST, with a new registration token.</summary>
    public bool UpdatesCredentials { get; init; } = true;

    /// <summary>TLS, or a peer on this machine, or a partner that said that it may be otherwise.</summary>
    public bool MayCall(Uri url) =>
        url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && (url.IsLoopback || AllowInsecure));

    /// <summary>SHA-256 of every token that they may present now, and whether it is for a handshake only.</summary>
    public IEnumerable<(byte[] Hash, bool ToRegister)> Proofs(DateTimeOffset at)
    {
        if (InboundTokenHash is { } inbound) yield return (inbound, false);
        foreach (var hash in Standing.Proofs(at)) yield return (hash, false);
        if (RegistrationTokenHash is { } registration) yield return (registration, true);
    }

    private OcpiConnection? Fixed() => VersionsUrl is not null && OutboundToken is not null && OnlyVersion is { } version
        ? new OcpiConnection(version, VersionsUrl, OutboundToken, OutboundForm == TokenForm.Auto ? version.EncodesTokens : OutboundForm == TokenForm.Base64)
        : null;

    /// <summary>An address that they name may be called, and is not one of this machine's unless they are there.</summary>
    public bool MayAnswer(Uri url) => Connection is { } connection && MayCall(url) && (!url.IsLoopback || connection.VersionsUrl.IsLoopback);
}
