namespace ProtocolGateway.Exchanges;

/// <summary>Carries what is due to whichever node says it. It may lose everything: the journal sends it again.</summary>
internal interface IDeliveryBus
{
    /// <summary>
    /// What has not come back after so long counts as lost, and the bus brings it no more. Null for a bus inside the process:
    /// all comes back to this node, and nothing gets lost.
    /// </summary>
    TimeSpan? Patience => null;

    /// <summary>Cheap. False when sending would only cost time: this node says itself what it holds.</summary>
    bool IsUp(string partner) => true;

    /// <summary>Puts it on the queue of its partner. Throws when the bus is out of reach.</summary>
    Task SendAsync(DueDelivery due, CancellationToken cancellation);
}
