namespace ProtocolGateway.Bus;

/// <summary>Have one delivery said. The namespace and the names are the wire between nodes: they don't change.</summary>
/// <typeparam name="T">The canonical message.</typeparam>
public sealed record Deliver<T>
    where T : class
{
    public Guid DeliveryId { get; init; }

    public required T Message { get; init; }
}
