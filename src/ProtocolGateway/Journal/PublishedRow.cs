using ProtocolGateway.Canonical;

namespace ProtocolGateway.Journal;

/// <summary>An object that a partner publishes, as it is now.</summary>
public sealed class PublishedRow
{
    /// <summary>The order in which objects came first: it never changes, so that lists are stable while their objects change.</summary>
    public long Sequence { get; init; }

    public PublishedKind Kind { get; init; }

    /// <summary>The key of the party whose it is.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The id in upper case; a token's is <c>04A2B3C4|RFID</c>.</summary>
    public string ObjectKey { get; init; } = "";

    public DateTimeOffset LastUpdated { get; set; }

    /// <summary>Not for everybody who has an agreement: a location with <c>publish: false</c>.</summary>
    public bool Restricted { get; set; }

    /// <summary>Deleted by its owner: in no list, but known to have been.</summary>
    public bool Withdrawn { get; set; }

    /// <summary>Still to be owed to those who may see it.</summary>
    public bool Untold { get; set; }

    /// <summary>
    /// How often in turn its partner's whole list lacked it; from <see cref="Gone"/> on it is taken as deleted. Null for an object that no list
    /// of the partner showed: it can't be missing there.
    /// </summary>
    public int? Missed { get; set; }

    /// <summary>So often in turn: once may be a page that shifted while it was read (ocpi.md 8.2).</summary>
    public const int Gone = 2;

    /// <summary>Whom it is for, where it is for one party alone: <c>EMSP|DEABC</c>. Null where agreements say who sees it.</summary>
    public string? Reader { get; set; }

    /// <summary>Who said it last, or for whom it was imported.</summary>
    public string PartnerId { get; set; } = "";

    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>The record as <see cref="CanonicalJson"/>.</summary>
    public byte[] Body { get; set; } = [];
}

/// <summary>
/// How many objects there are that are not withdrawn. The database counts them itself, with each change, so that the sum of all slots is
/// exact at any time.
/// </summary>
public sealed class PublishedCountRow
{
    public PublishedKind Kind { get; init; }

    public string Owner { get; init; } = "";

    public bool Restricted { get; init; }

    /// <summary>Whose changes: connections that write at once count apart, so that none waits for another. One may be below 0.</summary>
    public int Slot { get; init; }

    public long Objects { get; init; }
}

/// <summary>What partners publish.</summary>
public enum PublishedKind
{
    Location,
    Tariff,
    Token,
    Invoice,
}
