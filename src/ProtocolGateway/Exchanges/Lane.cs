using ProtocolGateway.Partners;

namespace ProtocolGateway.Exchanges;

/// <summary>What this node has on the bus for one partner.</summary>
internal sealed class Lane(Partner partner, int capacity)
{
    private readonly Dictionary<Guid, object> onBus = [];
    private bool more;
    private bool paused;

    public Partner Partner => partner;

    /// <summary>Set while nothing is sent until a person resumes.</summary>
    public bool Paused
    {
        get { lock (onBus) return paused; }
        set { lock (onBus) paused = value; }
    }

    /// <summary>How many more it takes; 0 when more would only wait in memory.</summary>
    public int Room
    {
        get { lock (onBus) return paused ? 0 : capacity - onBus.Count; }
    }

    public int Count
    {
        get { lock (onBus) return onBus.Count; }
    }

    /// <summary>False when it is on the bus already, or there is no room: then the next search of the journal finds it.</summary>
    public bool TryEnter(Guid delivery, object message)
    {
        lock (onBus)
        {
            if (paused) return false;
            if (onBus.Count >= capacity)
            {
                more = true;
                return false;
            }
            return onBus.TryAdd(delivery, message);
        }
    }

    public bool Has(Guid delivery) => Find(delivery) is not null;

    /// <summary>The message of a delivery that this node put on the bus; null when another did.</summary>
    public object? Find(Guid delivery)
    {
        lock (onBus) return onBus.GetValueOrDefault(delivery);
    }

    /// <summary>True when there is room again for what the journal holds back.</summary>
    public bool Leave(Guid delivery)
    {
        lock (onBus)
        {
            onBus.Remove(delivery);
            if (!more || onBus.Count > capacity / 2) return false;
            more = false;
            return true;
        }
    }

    /// <summary>Notes that a search found more than there was room for.</summary>
    public void HasMore()
    {
        lock (onBus) more = true;
    }
}
