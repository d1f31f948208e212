namespace ProtocolGateway.Partners;

/// <summary>What carries deliveries and questions between the nodes.</summary>
/// <param name="Url">
/// Of RabbitMQ: <c>amqp://user:password@host:5672/virtual-host</c>, <c>amqps</c> for TLS; null for the bus inside the process.
/// </param>
public sealed record BusSettings(BusTransport Transport, Uri? Url)
{
    public static BusSettings Embedded { get; } = new(BusTransport.InMemory, null);

    /// <summary>Without the address, which holds a password.</summary>
    public override string ToString() => Transport.ToString();
}

public enum BusTransport { InMemory, RabbitMq }
