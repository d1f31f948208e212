using ProtocolGateway.Canonical;

namespace ProtocolGateway.Journal;

/// <summary>One version of a location; the newest is the one with the latest <see cref="ValidFrom"/>.</summary>
public sealed class LocationRow
{
    /// <summary>The CPO's key.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The location's id, upper case.</summary>
    public string LocationKey { get; init; } = "";

    public DateTimeOffset ValidFrom { get; init; }

    /// <summary>The <see cref="Location"/> as <see cref="CanonicalJson"/>.</summary>
    public byte[] Body { get; set; } = [];

    /// <summary>Who said it, or for whom it was imported.</summary>
    public string PartnerId { get; set; } = "";
}

/// <summary>
/// Which location an EVSE is found in. An EVSE that moved has a row for each location, one that was named anew a row for each
/// of its public ids: records of earlier sessions still name the old one.
/// </summary>
public sealed class EvseRow
{
    public string Owner { get; init; } = "";

    public string LocationKey { get; init; } = "";

    /// <summary>The CPO's own id of the EVSE, upper case.</summary>
    public string UidKey { get; init; } = "";

    /// <summary><see cref="Ids.Key"/> of the public id; empty when it has none.</summary>
    public string EvseKey { get; init; } = "";
}

public sealed class TokenRow
{
    /// <summary>The eMSP's key.</summary>
    public string Owner { get; init; } = "";

    /// <summary><see cref="Ids.Key"/> of the uid.</summary>
    public string UidKey { get; init; } = "";

    public TokenType Type { get; init; }

    /// <summary><see cref="Ids.Key"/> of the contract.</summary>
    public string? ContractKey { get; set; }

    /// <summary>The <see cref="Token"/> as <see cref="CanonicalJson"/>.</summary>
    public byte[] Body { get; set; } = [];

    public string PartnerId { get; set; } = "";
}

/// <summary>One version of a tariff.</summary>
public sealed class TariffRow
{
    /// <summary>The CPO's key.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The tariff's id, upper case.</summary>
    public string TariffKey { get; init; } = "";

    /// <summary>Its last_updated; where it had been withdrawn after that, when it was published anew.</summary>
    public DateTimeOffset ValidFrom { get; init; }

    /// <summary>The <see cref="Tariff"/> as <see cref="CanonicalJson"/>; empty: it was withdrawn then.</summary>
    public byte[] Body { get; set; } = [];

    public string PartnerId { get; set; } = "";
}
