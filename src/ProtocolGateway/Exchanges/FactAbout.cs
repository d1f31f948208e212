using ProtocolGateway.Canonical;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>What a fact is about, whatever its kind: what routing, memory and identity need of it.</summary>
internal sealed record FactAbout
{
    /// <summary>What it is, never who sent it: the fact's unique key.</summary>
    public required string Key { get; init; }

    public required PartyId Cpo { get; init; }

    /// <summary>The session as the sender knows it.</summary>
    public required SessionIds Session { get; init; }

    public CdrToken? Token { get; init; }

    public string? EvseId { get; init; }

    /// <summary>The CPO's own id of the EVSE.</summary>
    public string? EvseUid { get; init; }

    /// <summary>It doesn't say which session it is about: what stands for that is the record's own id (OCPI 2.1.1).</summary>
    public bool SessionIsUntold { get; init; }

    /// <summary>When the session started: whose agreement counts.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>A credit note: a second record of its session by nature.</summary>
    public bool Credit { get; init; }

    /// <summary>The record, and the same without what is no content.</summary>
    public required object Record { get; init; }

    public required object Content { get; init; }
}

/// <summary>Every id of a session that a message told, trimmed.</summary>
internal sealed record SessionIds(string Id, SessionNameKind Kind, string? Cpo, string? Emsp)
{
    /// <summary>What the sender was given when the session was allowed or commanded (OCPI's authorization_reference).</summary>
    public string? Reference { get; init; }

    public static SessionIds Of(string id, SessionNameKind kind, string? cpo, string? emsp) => new(id.Trim(), kind, Told(cpo), Told(emsp));

    private static string? Told(string? id) => string.IsNullOrWhiteSpace(id) ? null : id.Trim();
}
