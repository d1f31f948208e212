namespace ProtocolGateway.Journal;

/// <summary>A session as it stands: whole, as OCPI tells sessions; as its CPO reports it, or as we tell what that reports.</summary>
public sealed class SessionReportRow
{
    /// <summary>The order in which they came first: it never changes, so that lists are stable while sessions go on.</summary>
    public long Sequence { get; init; }

    /// <summary>Of the session's memory.</summary>
    public Guid SessionId { get; init; }

    /// <summary>The CPO's key.</summary>
    public string Cpo { get; init; } = "";

    /// <summary>The CPO's id of it, in upper case; where it tells only what happens, the hub's.</summary>
    public string IdKey { get; init; } = "";

    /// <summary>The key of the eMSP that it is told to; null while nobody knows whose it is.</summary>
    public string? Emsp { get; set; }

    public DateTimeOffset LastUpdated { get; set; }

    /// <summary>By which it is told so; null for what was reported before that was kept.</summary>
    public Guid? ExchangeId { get; set; }

    /// <summary>The <see cref="Canonical.Session"/> as <see cref="Canonical.CanonicalJson"/>.</summary>
    public byte[] Body { get; set; } = [];
}
