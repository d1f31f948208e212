using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Bus;

public static class BusServices
{
    // Everything on the bus is owed by the journal too: nothing is lost by not waiting for it.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1);

    /// <summary>The bus inside this process: one queue for each partner, with as many at once as the partner takes.</summary>
    public static IServiceCollection AddInMemoryBus(this IServiceCollection services) => services
        .AddSingleton<IDeliveryBus, DeliveryBus>()
        .Configure<MassTransitHostOptions>(o => o.StopTimeout = StopTimeout)
        .AddMassTransit(bus =>
        {
            // It would call an outside address at the start.
            bus.DisableUsageTelemetry();
            bus.UsingInMemory((context, configuration) =>
            {
                foreach (var partner in context.GetRequiredService<PartnerBook>().All)
                    configuration.ReceiveEndpoint(DeliveryBus.Queue(partner.Id), endpoint => Receive(endpoint, partner, context));
            });
        });

    private static void Receive(IReceiveEndpointConfigurator endpoint, Partner partner, IServiceProvider services)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.ConcurrentMessageLimit = Calls.Underway(partner);
        endpoint.PrefetchCount = Calls.Underway(partner);
        endpoint.PublishFaults = false;
        // The dispatcher needs the bus: it is looked up when the first message comes.
        var dispatcher = new Lazy<Dispatcher>(services.GetRequiredService<Dispatcher>);
        foreach (var lane in DeliverLane.Every) lane.Receive(endpoint, partner.Id, () => dispatcher.Value);
    }
}
