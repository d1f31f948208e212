using System.Collections.Concurrent;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi.Outbound;

/// <summary>One link per partner. Changed settings, or a new registration, make a new one; calls on the old one end on it.</summary>
internal sealed class OcpiLinks(TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<OcpiLink>> links = new(StringComparer.OrdinalIgnoreCase);

    public OcpiLink Of(Partner partner)
    {
        var options = (OcpiOptions)partner.Settings;
        var connection = options.Connection;
        var link = links.GetOrAdd(partner.Id, _ => Create(options, connection));
        while (!ReferenceEquals(link.Value.Options, options) || !ReferenceEquals(link.Value.Connection, connection))
        {
            var newer = Create(options, connection);
            if (links.TryUpdate(partner.Id, newer, link)) return newer.Value;
            link = links.GetOrAdd(partner.Id, newer);
        }
        return link.Value;
    }

    public void Dispose()
    {
        foreach (var link in links.Values)
            if (link.IsValueCreated) link.Value.Dispose();
    }

    private Lazy<OcpiLink> Create(OcpiOptions options, OcpiConnection? connection) => new(() => new OcpiLink(options, connection, time));
}
