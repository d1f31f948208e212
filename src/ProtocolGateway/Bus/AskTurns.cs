using System.Collections.Frozen;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Bus;

/// <summary>How many questions a partner is asked at once by this node.</summary>
internal sealed class AskTurns(PartnerBook partners) : IDisposable
{
    private readonly FrozenDictionary<string, SemaphoreSlim> turns = partners.All.ToFrozenDictionary(p => p.Id, p => new SemaphoreSlim(p.Questions.Concurrency));

    public SemaphoreSlim Of(Partner partner) => turns[partner.Id];

    public void Dispose()
    {
        foreach (var turn in turns.Values) turn.Dispose();
    }
}
