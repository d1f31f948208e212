namespace ProtocolGateway.Protocols;

/// <summary>One thing a protocol can say, and the canonical message that means the same.</summary>
/// <param name="Name">The protocol's own name for it: <c>SetChargeDetailRecord</c>, <c>POST cdrs</c>.</param>
/// <param name="Message">The canonical message; null for what only keeps the link alive (a heartbeat).</param>
/// <param name="Mapping">The mapping file's name without ending: <c>charge-detail-record</c>; null where there is no matter to map.</param>
/// <param name="Said">True when the gateway can say it; false when it can only hear it.</param>
public sealed record Operation(string Name, Type? Message, string? Mapping = null, bool Said = false)
{
    /// <summary>True where a session can have one such message only (eMIP: records have no id of their own): a second is held.</summary>
    public bool OncePerSession { get; init; }

    /// <summary>
    /// Reads a journaled exchange of this operation again from its bytes, after its mapping has changed.
    /// Null where nothing heard by it can be held unread.
    /// </summary>
    public Func<HeardAgain, Reading>? ReadAgain { get; init; }
}
