using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Inbound.Objects;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>
/// Locations, tariffs and tokens that are asked for (ocpi.md 5.1, 5.4, 5.5) go into the directory as an import's do: beside what is
/// pushed, the newest counts.
/// </summary>
internal sealed class ObjectsPull(ObjectModule module, DirectoryImport import, IMappings mappings, IGateway gateway) : IPulledModule
{
    private readonly ObjectReader reader = new(mappings);

    public string Id => module.Module;

    public Role Maker => module.Owners[0];

    public bool IsStanding => true;

    public async Task<string?> TakeAsync(PulledPage page, CancellationToken cancellation)
    {
        if (page.Items.Count == 0) return null;
        using var rows = Array(page.Items);
        var report = await import.ImportAsync(module.Kind, rows, page.Partner, json => Read(json, page.Version, page.Partner), cancellation);
        foreach (var bad in report.Bad.GroupBy(note => note.Row))
            await RefuseAsync(page, bad.Key - 1, [.. bad.Select(note => new Fault(note.Place, note.Text))]);
        return report.Failure;
    }

    public Task RefuseAsync(PulledPage page, int item, IReadOnlyList<Fault> faults) =>
        gateway.RefuseAsync(page.Heard($"GET {Id}", item), PulledPage.Refusal(item, faults), "", CancellationToken.None);

    private Reading Read(ReadOnlySpan<byte> json, OcpiVersion version, Partner partner) =>
        reader.Read(json, module.Mapping, version, partner, out var reading) is { } refusal ? new Reading(null, refusal.Faults, null, [])
        : reading.Message is { } record ? reading with { Message = Ownership.Give(record, partner, Maker) }
        : reading;

    private static MemoryStream Array(IReadOnlyList<ReadOnlyMemory<byte>> items)
    {
        var rows = new MemoryStream(items.Sum(item => item.Length + 1) + 1);
        for (var i = 0; i < items.Count; i++)
        {
            rows.WriteByte(i == 0 ? (byte)'[' : (byte)',');
            rows.Write(items[i].Span);
        }
        rows.WriteByte((byte)']');
        rows.Position = 0;
        return rows;
    }
}
