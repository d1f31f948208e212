using MassTransit;
using ProtocolGateway.Exchanges;

namespace ProtocolGateway.Bus;

/// <summary>How one kind of message goes on the bus and comes off it.</summary>
internal abstract class DeliverLane
{
    private static readonly Dictionary<Type, DeliverLane> All = FactKinds.All.ToDictionary(
        k => k.Message, k => (DeliverLane)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(k.Message))!);

    public static IEnumerable<DeliverLane> Every => All.Values;

    public static DeliverLane Of(FactKind kind) => All[kind.Message];

    public abstract void Receive(IReceiveEndpointConfigurator endpoint, string partner, Func<Dispatcher> dispatcher);

    /// <param name="message">Null where it doesn't travel.</param>
    public abstract Task SendAsync(
        ISendEndpoint endpoint, Guid delivery, object? message, Action<SendContext>? mark, CancellationToken cancellation);

    private sealed class Typed<T> : DeliverLane
        where T : class
    {
        public override void Receive(IReceiveEndpointConfigurator endpoint, string partner, Func<Dispatcher> dispatcher) =>
            endpoint.Handler<Deliver<T>>(context => dispatcher().DeliverAsync(context.Message.DeliveryId, partner, context.Message.Message));

        public override Task SendAsync(
            ISendEndpoint endpoint, Guid delivery, object? message, Action<SendContext>? mark, CancellationToken cancellation)
        {
            var deliver = new Deliver<T> { DeliveryId = delivery, Message = (T?)message };
            return mark is null
                ? endpoint.Send(deliver, cancellation)
                : endpoint.Send(deliver, Pipe.Execute<SendContext<Deliver<T>>>(mark), cancellation);
        }
    }
}
