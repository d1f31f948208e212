using ProtocolGateway.Partners;

namespace ProtocolGateway.Exchanges;

/// <summary>What this node has put under way for one partner.</summary>
internal sealed class Lane(Partner partner, int capacity)
{
    private readonly Dictionary<Guid, Underway> underway = [];
    private bool more;

    public Partner Partner => partner;

    /// <summary>Whether anything is said to the partner.</summary>
    public Line Line { get; } = new(partner.Delivery.UnreachableAfter);

    /// <summary>Where this node says what the bus doesn't carry.</summary>
    public DirectSaying Direct { get; } = new(Calls.Underway(partner));

    /// <summary>How many more it takes; 0 when more would only wait in memory.</summary>
    public int Room(DateTimeOffset now)
    {
        lock (underway) return Capacity(now) - underway.Count;
    }

    public int Count
    {
        get { lock (underway) return underway.Count; }
    }

    /// <summary>False when it is under way already, or there is no room: then the next search of the journal finds it.</summary>
    public bool TryEnter(Guid delivery, object message, DateTimeOffset now)
    {
        lock (underway)
        {
            if (underway.Count >= Capacity(now))
            {
                more = true;
                return false;
            }
            return underway.TryAdd(delivery, new Underway(message, now));
        }
    }

    public bool Has(Guid delivery) => Find(delivery) is not null;

    /// <summary>The message of a delivery that this node put under way; null when another did.</summary>
    public object? Find(Guid delivery)
    {
        lock (underway) return underway.GetValueOrDefault(delivery)?.Message;
    }

    /// <summary>It is on the bus no longer: this node says it, or is about to.</summary>
    public void Take(Guid delivery)
    {
        lock (underway)
            if (underway.TryGetValue(delivery, out var entry)) entry.OnBusSince = null;
    }

    /// <summary>It is put on the bus once more.</summary>
    public void Repeat(Guid delivery, DateTimeOffset now)
    {
        lock (underway)
            if (underway.TryGetValue(delivery, out var entry)) entry.OnBusSince = now;
    }

    /// <summary>What was on the bus at that time and still is, as far as this node knows: since when, and what.</summary>
    public List<(Guid Delivery, DateTimeOffset Since, object Message)> OnBus(DateTimeOffset before)
    {
        lock (underway)
        {
            var found = new List<(Guid, DateTimeOffset, object)>();
            foreach (var (delivery, entry) in underway)
                if (entry.OnBusSince < before) found.Add((delivery, entry.OnBusSince.Value, entry.Message));
            return found;
        }
    }

    /// <summary>What was put on the bus, and is there still as far as this node knows, is under way no longer.</summary>
    public void LeaveBus()
    {
        lock (underway)
            foreach (var (delivery, entry) in underway)
                if (entry.OnBusSince is not null) underway.Remove(delivery);
    }

    /// <summary>True when there is room again for what the journal holds back.</summary>
    public bool Leave(Guid delivery)
    {
        lock (underway)
        {
            underway.Remove(delivery);
            if (!more || underway.Count > capacity / 2) return false;
            more = false;
            return true;
        }
    }

    /// <summary>Notes that a search found more than there was room for.</summary>
    public void HasMore()
    {
        lock (underway) more = true;
    }

    private int Capacity(DateTimeOffset now) => Line.Standing.At(now) switch
    {
        Passage.Open => capacity,
        Passage.Probe => 1,
        _ => 0,
    };

    private sealed class Underway(object message, DateTimeOffset since)
    {
        public object Message => message;

        /// <summary>Null once this node has taken it.</summary>
        public DateTimeOffset? OnBusSince { get; set; } = since;
    }
}
