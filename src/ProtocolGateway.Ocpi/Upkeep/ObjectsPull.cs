using System.Text.Json;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Inbound.Objects;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Publishing;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>
/// Locations, tariffs and tokens that are asked for (ocpi.md 5.1, 5.4, 5.5) go into the directory as an import's do: beside what is
/// pushed, the newest counts. What it tells of EVSEs' statuses is reported as if each was told by itself.
/// </summary>
internal sealed class ObjectsPull(ObjectModule module, DirectoryImport import, IEvseStates states, IMissingObjects missing, IMappings mappings, IGateway gateway) : IPulledModule
{
    private readonly ObjectReader reader = new(mappings);

    public string Id => module.Module;

    public Role Maker => module.Owners[0];

    public bool IsStanding => true;

    public async Task<string?> TakeAsync(PulledPage page, WholeList? whole, CancellationToken cancellation)
    {
        if (page.Items.Count == 0) return null;
        using var rows = Array(page.Items);
        var report = await import.ImportAsync(module.Kind, rows, page.Partner, json => Read(json, page.Version, page.Partner), cancellation);
        whole?.Add(report);
        foreach (var bad in report.Bad.GroupBy(note => note.Row))
        {
            whole?.AddUnread(IdOf(page.Items[bad.Key - 1]));
            await RefuseAsync(page, bad.Key - 1, [.. bad.Select(note => new Fault(note.Place, note.Text))]);
        }
        foreach (var (owner, evse) in report.ChangedStatuses) await ReportAsync(page, owner, evse, cancellation);
        return report.Failure;
    }

    public WholeList Begin(Source source, Partner partner, DateTimeOffset now) =>
        new(partner, module.Kind, source.Name, Owners(source, partner), now);

    public async Task<string?> EndAsync(WholeList whole, PulledPage last, bool confirmed, CancellationToken cancellation) =>
        await missing.TakeAsync(whole, last.Heard($"GET {Id}"), confirmed, cancellation);

    public Task RefuseAsync(PulledPage page, int item, IReadOnlyList<Fault> faults) =>
        gateway.RefuseAsync(page.Heard($"GET {Id}", item), PulledPage.Refusal(item, faults), "", CancellationToken.None);

    /// <summary>A hub's list has what those behind it made, one of a party its own; one that is nobody's has what the partner makes.</summary>
    private IReadOnlyCollection<PartyId>? Owners(Source source, Partner partner) =>
        source.Party is not { } party ? null
        : partner.Roles.Any(r => r.Role == Maker && r.Party.Equals(party)) ? [party]
        : [.. partner.Reaches.Where(r => r.Role == Maker).Select(r => r.Party)];

    /// <summary>The id of an object that can't be read otherwise; null when not even that can.</summary>
    private string? IdOf(ReadOnlyMemory<byte> json)
    {
        using var parsed = JsonDocument.Parse(json);
        return parsed.RootElement.ValueKind == JsonValueKind.Object && parsed.RootElement.TryGetProperty(module.Id, out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;
    }

    /// <summary>One that is lost here is told by the next report of the EVSE.</summary>
    private async Task ReportAsync(PulledPage page, PartyId owner, Evse evse, CancellationToken cancellation)
    {
        if (StatusReports.Of(owner, evse, page.At) is { } report)
            await states.ReportAsync(new() { Heard = page.Heard($"GET {Id}"), Reading = new(report, [], null, []), Answer = _ => "" }, cancellation);
    }

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
