namespace ProtocolGateway.Bus;

/// <summary>Have one delivery said. The namespace and the names are the wire between nodes: they don't change.</summary>
/// <typeparam name="T">The canonical message.</typeparam>
public sealed record Deliver<T>
    where T : class
{
    public Guid DeliveryId { get; init; }

    /// <summary>Null on a bus inside one process: whoever sent it has the message in memory still.</summary>
    public T? Message { get; init; }
}
