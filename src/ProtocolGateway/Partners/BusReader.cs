namespace ProtocolGateway.Partners;

/// <summary>
/// Reads <c>Gateway:Bus</c>. Faults never tell the address: it holds a password.
/// RabbitMQ needs a journal that nodes can share. One node with a journal of its own would gain nothing by it: what is on the
/// bus is owed by the journal anyway, and two such nodes on one RabbitMQ would take each other's deliveries off the queues,
/// find them in no journal of theirs, and leave them to be sent again for ever.
/// </summary>
internal sealed class BusReader(SettingSection gateway, JournalSettings journal)
{
    private const string Key = "Url";
    private const string Expected = "such as \"amqp://user:password@host:5672/\" (amqps for TLS), or file:PATH or env:NAME of one";

    public BusSettings Read()
    {
        var bus = gateway.Group("Bus");
        bus.OnlyKnows("Transport", Key);
        var transport = bus.Choice("Transport", ("InMemory", BusTransport.InMemory), ("RabbitMq", BusTransport.RabbitMq));
        if (transport is BusTransport.RabbitMq)
        {
            if (journal.Provider == JournalProvider.Sqlite)
                bus.Fault("Transport", "RabbitMq joins nodes, and the journal, Sqlite, is this node's alone; expected \"Provider\": \"Postgres\" in Gateway:Journal, or \"InMemory\" here");
            return new(BusTransport.RabbitMq, Address(bus));
        }
        // Could not be read, so it may well be a misspelt RabbitMq: one fault is enough.
        var unread = transport is null && bus.Has("Transport");
        if (bus.Has(Key) && !unread)
            bus.Fault(Key, "the bus inside the process has none; expected \"Transport\": \"RabbitMq\" beside it, or nothing");
        return BusSettings.Embedded;
    }

    private static Uri? Address(SettingSection bus)
    {
        if (bus.Required(Key, $"RabbitMQ's address, {Expected}") is null || bus.Secret(Key) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "amqp" or "amqps", Host.Length: > 0, Query: "", Fragment: "" }
            && url.AbsolutePath.Count(c => c == '/') == 1)
            return url;
        bus.Fault(Key, $"it is no amqp or amqps address; expected one {Expected}");
        return null;
    }
}
