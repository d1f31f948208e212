using MassTransit;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Bus;

/// <summary>How MassTransit uses RabbitMQ.</summary>
internal static class RabbitMqTransport
{
    // A broker that is cut off says nothing: these find it out.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(5);

    public static void Configure(IRabbitMqBusFactoryConfigurator bus, Uri broker)
    {
        bus.Host(broker, host =>
        {
            host.PublisherConfirmation = true;
            host.Heartbeat(Heartbeat);
            host.RequestedConnectionTimeout(Connecting);
        });
        // The queue that answers come back on: made with the first question it would make that wait.
        bus.AutoStart = true;
        bus.ConfigureJsonSerializerOptions(options =>
        {
            // Before MassTransit's own, which would take every record.
            options.Converters.Insert(0, new CanonicalConverter());
            return options;
        });
    }

    /// <summary>A quorum queue: on a cluster of brokers it outlives the one that it is on.</summary>
    public static void Configure(IRabbitMqReceiveEndpointConfigurator endpoint, Partner partner)
    {
        endpoint.SetQuorumQueue();
        endpoint.SingleActiveConsumer = PartnerQueues.IsSingle(partner);
    }
}
