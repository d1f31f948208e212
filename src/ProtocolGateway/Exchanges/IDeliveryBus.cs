namespace ProtocolGateway.Exchanges;

/// <summary>Carries what is due to whichever node says it. It may lose everything: the journal sends it again.</summary>
internal interface IDeliveryBus
{
    /// <summary>Puts it on the queue of its partner. Throws when the bus is out of reach.</summary>
    Task SendAsync(DueDelivery due, CancellationToken cancellation);
}
