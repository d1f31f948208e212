using System.Collections.Concurrent;
using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Emip.Tests;

/// <summary>Finds what a test put there, as far as it fits.</summary>
internal sealed class SearchStandIn : IEvseSearch
{
    public IReadOnlyList<FoundEvse> There { get; set; } = [];

    public ConcurrentQueue<FindEvses> Questions { get; } = new();

    public Task<string> FindAsync(Heard heard, FindEvses question, Func<FoundEvse, bool> fits, Func<EvsesFound, string> answer)
    {
        Questions.Enqueue(question);
        return Task.FromResult(answer(new EvsesFound { Evses = [.. There.Where(fits)] }));
    }
}
