using ProtocolGateway.Directory;
using ProtocolGateway.Documents;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>Locations that are asked for (ocpi.md 5.1) go into the directory as an import's do.</summary>
internal sealed class LocationsPull(DirectoryImport import, IMappings mappings, IGateway gateway) : IPulledModule
{
    public const string Operation = "GET locations";

    private const string MappingName = "location";

    public string Id => "locations";

    public async Task<string?> TakeAsync(PulledPage page, CancellationToken cancellation)
    {
        if (page.Items.Count == 0) return null;
        var mapping = mappings.Current.Find(page.Version.Dialect, MappingName, page.Partner.Id)
            ?? throw new InvalidOperationException($"There is no mapping {page.Version.Dialect}/{MappingName}.");
        using var rows = Array(page.Items);
        var report = await import.ImportLocationsAsync(rows, page.Partner, json => Read(mapping, json), cancellation);
        foreach (var bad in report.Bad.GroupBy(note => note.Row))
            await RefuseAsync(page, bad.Key - 1, [.. bad.Select(note => new Fault(note.Place, note.Text))]);
        return report.Failure;
    }

    public Task RefuseAsync(PulledPage page, int item, IReadOnlyList<Fault> faults) =>
        gateway.RefuseAsync(page.Heard(Operation, item), PulledPage.Refusal(item, faults), "", CancellationToken.None);

    private static Reading Read(CompiledMapping mapping, ReadOnlySpan<byte> json) =>
        Document.FromJson(json, out var fault) is { } document
            ? mapping.Read(document, document.Root, ReadContext.Default)
            : new Reading(null, [fault!], null, []);

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
