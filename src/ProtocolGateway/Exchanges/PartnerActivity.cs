using System.Collections.Concurrent;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Exchanges;

/// <summary>When partners were last heard and last took something: kept in memory, written by the heartbeat.</summary>
internal sealed class PartnerActivity
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> heard = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> said = new();

    private readonly ConcurrentDictionary<string, DateTimeOffset> beaten = new();

    /// <summary>The partner gave a sign of life that is nothing else.</summary>
    public void Beaten(Partner partner, DateTimeOffset at)
    {
        HeardFrom(partner, at);
        beaten[partner.Id] = at;
    }

    public void HeardFrom(Partner partner, DateTimeOffset at) => heard[partner.Id] = at;

    public void SaidTo(Partner partner, DateTimeOffset at) => said[partner.Id] = at;

    public DateTimeOffset? LastHeard(string partner) => heard.TryGetValue(partner, out var at) ? at : null;

    public DateTimeOffset? LastSaid(string partner) => said.TryGetValue(partner, out var at) ? at : null;

    public void Write(JournalSession journal)
    {
        foreach (var partner in heard.Keys.Union(said.Keys)) journal.Upkeep.Seen(partner, LastHeard(partner), LastSaid(partner));
        foreach (var (partner, at) in beaten) journal.SignsOfLife.Heard(partner, at);
    }
}
