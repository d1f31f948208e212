using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Bus;

public static class BusServices
{
    // Everything on the bus is owed by the journal too: nothing is lost by not waiting for it.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1);

    /// <summary>The bus that the settings name.</summary>
    public static IServiceCollection AddBus(this IServiceCollection services, BusSettings settings) =>
        settings.Transport == BusTransport.RabbitMq ? services.AddRabbitMqBus(settings.Url!) : services.AddInMemoryBus();

    /// <summary>The bus inside this process: one queue for each partner, with as many at once as the partner takes.</summary>
    public static IServiceCollection AddInMemoryBus(this IServiceCollection services) => services
        .AddSingleton<IDeliveryBus, DeliveryBus>()
        .AddTransport(bus => bus.UsingInMemory((context, configuration) =>
        {
            foreach (var partner in context.GetRequiredService<PartnerBook>().All)
            {
                configuration.ReceiveEndpoint(DeliveryBus.Queue(partner.Id), endpoint => Receive(endpoint, partner, context));
                Ask(context, partner, (name, receive) => configuration.ReceiveEndpoint(name, receive));
            }
        }));

    /// <summary>
    /// RabbitMQ, shared by any number of nodes (<see cref="RabbitMqDeliveryBus"/>). The start doesn't wait for the broker, which
    /// may come and go: connecting is tried for ever.
    /// </summary>
    public static IServiceCollection AddRabbitMqBus(this IServiceCollection services, Uri broker) => services
        .AddSingleton<PartnerQueues>()
        .AddSingleton<IDeliveryBus, RabbitMqDeliveryBus>()
        .AddTransport(bus => bus.UsingRabbitMq((context, configuration) =>
        {
            RabbitMqTransport.Configure(configuration, broker);
            var queues = context.GetRequiredService<PartnerQueues>();
            foreach (var partner in context.GetRequiredService<PartnerBook>().All)
            {
                var queue = queues.Of(partner.Id);
                configuration.ReceiveEndpoint(queue.Name, endpoint =>
                {
                    RabbitMqTransport.Configure(endpoint, partner);
                    endpoint.ConnectReceiveEndpointObserver(queue);
                    Receive(endpoint, partner, context);
                });
                Ask(context, partner, (name, receive) => configuration.ReceiveEndpoint(name, endpoint =>
                {
                    endpoint.ConnectReceiveEndpointObserver(queues.Asks(partner.Id));
                    receive(endpoint);
                }));
            }
        }));

    private static IServiceCollection AddTransport(this IServiceCollection services, Action<IBusRegistrationConfigurator> transport) => services
        .Configure<MassTransitHostOptions>(o => o.StopTimeout = StopTimeout)
        .AddMassTransit(bus =>
        {
            // It would call an outside address at the start.
            bus.DisableUsageTelemetry();
            bus.AddReceiveObserver<ReceiveWatch>();
            transport(bus);
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

    /// <summary>A queue for questions to the partner, if there is anything that could be asked.</summary>
    private static void Ask(IServiceProvider services, Partner partner, Action<string, Action<IReceiveEndpointConfigurator>> addQueue)
    {
        var lanes = services.GetServices<AskLane>().ToList();
        if (lanes.Count == 0) return;
        addQueue(AskLane.Queue(partner.Id), endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.PrefetchCount = partner.Questions.Concurrency;
            endpoint.ConcurrentMessageLimit = partner.Questions.Concurrency;
            endpoint.PublishFaults = false;
            foreach (var lane in lanes) lane.Receive(endpoint, partner);
        });
    }
}
