using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Inbound.Lists;
using ProtocolGateway.Ocpi.Inbound.Objects;
using ProtocolGateway.Ocpi.Wire;

namespace ProtocolGateway.Ocpi.Inbound.Sessions;

/// <summary>PATCHes of sessions, put into what is known in the sender's own version (translation.md section 8).</summary>
internal sealed class SessionChanges(IMappings mappings, ILogger log)
{
    private const string Periods = "charging_periods";
    private const string Start = "start_date_time";

    private readonly ListPages pages = new(mappings, SessionsReceiver.Mapping, log);

    // Two changes of one session at once: the later is merged into what the earlier made. Sessions share turns; there are few at once.
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    public async Task<IDisposable> TakeTurnAsync(PartyId owner, string id, CancellationToken cancellation)
    {
        var turn = turns[(int)((uint)HashCode.Combine(owner.Key, id.ToUpperInvariant()) % turns.Length)];
        await turn.WaitAsync(cancellation);
        return new Turn(turn);
    }

    /// <summary>Null when the sender's version has no words for what is known.</summary>
    public async Task<JsonObject?> MergeAsync(OcpiCall call, Session known, JsonObject said)
    {
        if (await pages.WriteBareAsync(call, new(known, $"session {known.Party} {known.Id}")) is not { } json) return null;
        var merged = JsonNode.Parse(json)!.AsObject();
        // Since 2.2 a change adds its periods to those that are known; 2.1.1 tells all of them.
        var periods = call.Version.Routes && said[Periods] is JsonArray added ? Append(merged[Periods] as JsonArray, added) : null;
        MergePatch.Apply(merged, said);
        if (periods is not null) merged[Periods] = periods;
        // Without a time of its own it is a change of this moment.
        if (said["last_updated"] is null) merged["last_updated"] = ClientInfo.Text(call.At);
        return merged;
    }

    /// <summary>A period that is told again takes the place of the one that began when it did.</summary>
    private static JsonArray Append(JsonArray? known, JsonArray added)
    {
        var again = added.OfType<JsonObject>().Select(When).OfType<DateTimeOffset>().ToHashSet();
        var kept = (known ?? []).OfType<JsonObject>().Where(p => When(p) is not { } at || !again.Contains(at));
        return [.. kept.Concat(added.OfType<JsonObject>()).Select(p => p.DeepClone())];
    }

    private static DateTimeOffset? When(JsonObject period) => ObjectTree.When(period, Start);

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
