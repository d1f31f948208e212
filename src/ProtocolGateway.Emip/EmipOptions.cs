using System.Net;
using System.Security.Cryptography.X509Certificates;
using ProtocolGateway.Canonical;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Emip;

/// <summary>A partner's <c>Emip</c> section (contract.md section 2). No record: its text would show the password.</summary>
internal sealed class EmipOptions : ICertified
{
    /// <summary>Where the partner is posted to; null for one that is only heard.</summary>
    public Uri? Url { get; init; }

    /// <summary>The partnerId that it sends.</summary>
    public required string PartnerId { get; init; }

    /// <summary>The partnerId that it knows us by.</summary>
    public required string OurPartnerId { get; init; }

    public EmipAuthentication Authentication { get; init; }

    /// <summary>What its client certificate must be; null: none is accepted.</summary>
    public InboundCertificate? InboundCertificate { get; init; }

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>Where its requests may come from; empty: anywhere.</summary>
    public IReadOnlyList<IPNetwork> AllowedAddresses { get; init; } = [];

    /// <summary>Only from this machine: what no authentication means without <c>AllowInsecure</c>.</summary>
    public bool LoopbackOnly { get; init; }

    /// <summary>The certificate that we show.</summary>
    public OwnCertificate? ClientCertificate { get; init; }

    public DateTimeOffset? CertificateExpiresAt => ClientCertificate?.ExpiresAt;

    public bool IsAskedForCertificate => Authentication == EmipAuthentication.ClientCertificate;

    /// <summary>Who vouches for its server; null: whom this machine trusts.</summary>
    public X509Certificate2Collection? ServerCertificateAuthority { get; init; }

    /// <summary>A path of ours that it posts to beside the usual ones.</summary>
    public string? InboundPath { get; init; }

    /// <summary>The media type of our requests.</summary>
    public string ContentType { get; init; } = SoapEnvelope.MediaType;

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What stands between country and id of a sale partner: <c>*</c>, <c>-</c> or nothing (emip.md 7.6).</summary>
    public string PartyIdSeparator { get; init; } = "*";

    /// <summary>The same in header blocks, where no partner known reads a hyphen (emip.md 7.5).</summary>
    public string HeaderSeparator => PartyIdSeparator.Length == 0 ? "" : "*";

    /// <summary>True: the children of our requests stand in the operation's namespace, against the protocol's rule.</summary>
    public bool QualifiedChildren { get; init; }

    /// <summary>Services whose requests it wants by another name than the naming rule's (emip.md 1.4): service, and root without prefix.</summary>
    public IReadOnlyDictionary<string, string> RootSpelling { get; init; } = new Dictionary<string, string>();

    /// <summary>A session event stands in an element <c>sessionAction</c> (emip.md 7.6).</summary>
    public bool NestedSessionEvent { get; init; }

    /// <summary>Energy is told in kWh, against the protocol's rule (emip.md 3.6).</summary>
    public bool EnergyInKWh { get; init; }

    /// <summary>It says <c>Wh</c> and means <c>kWh</c> (emip.md 7.9).</summary>
    public bool WhMeansKWh { get; init; }

    /// <summary>An EVSE's availability and busy state are told in one call (emip.md 2.10, op 10).</summary>
    public bool SyntheticStatus { get; init; }

    /// <summary>It is answered what is not public in full, by our guess: SearchEVSE.</summary>
    public bool Experimental { get; init; }

    /// <summary>Seconds that we ask to pass between heartbeats.</summary>
    public int HeartBeatPeriod { get; init; } = 300;

    /// <summary>The operator that our heartbeats name; null: one that has an agreement with somebody there.</summary>
    public PartyId? OurOperatorId { get; init; }

    /// <summary>What it calls parties otherwise than by their ids.</summary>
    public PartyAliases Aliases { get; init; } = PartyAliases.None;

    /// <summary>An operator in an envelope or an answer, and the type of what it is called by.</summary>
    public (string Id, string Type) Operator(PartyId party, string separator) =>
        Aliases.Find(party) is { } alias ? (alias, WireText.Gireve) : (WireText.Party(party, separator), WireText.Emi3);

    /// <summary>The request's root as this partner wants it.</summary>
    public string NameOf(RequestRoot root) =>
        RootSpelling.TryGetValue(root.Service, out var spelling) ? $"eMIP_{(root.FromHub ? "FromIOP" : "ToIOP")}_{spelling}" : root.Name;

    /// <summary>How what it sends is read.</summary>
    /// <param name="trail">Is told what happens; null where nobody asks.</param>
    public ReadContext Reading(Partner partner, Trail? trail = null) => new() { TimeZone = partner.TimeZone, WhMeansKWh = WhMeansKWh, Aliases = Aliases, Trail = trail };

    /// <summary>How what it gets is written.</summary>
    /// <param name="envelope">By the paths that mapping files list under <c>envelope:</c>.</param>
    /// <param name="trail">Is told what happens; null where nobody asks.</param>
    public WriteContext Writing(IReadOnlyDictionary<string, string> envelope, Trail? trail = null) =>
        new() { PartySeparator = PartyIdSeparator, EnergyInKWh = EnergyInKWh, Aliases = Aliases, Envelope = envelope, Trail = trail };
}

internal enum EmipAuthentication { ClientCertificate, Basic, None }

/// <summary>The certificate that a partner shows: pinned by its thumbprint (SHA-1 or SHA-256), or by issuer and subject and then vouched for.</summary>
/// <param name="Authority">By whom; null: by whom this machine trusts.</param>
internal sealed record InboundCertificate(string? Thumbprint, string? Issuer, string? Subject, X509Certificate2Collection? Authority);
