using System.Collections.Frozen;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Exchanges;

/// <summary>How many calls a partner gets at once from this node: its own setting, whatever else of its deliveries is under way.</summary>
internal sealed class Calls(PartnerBook partners) : IDisposable
{
    /// <summary>
    /// Deliveries under way for each call: while one is on the wire, another is being claimed and completed, and others are
    /// being settled, so that their commits are grouped and the partner doesn't wait for our disk.
    /// </summary>
    private const int UnderwayPerCall = 4;

    /// <summary>
    /// Of those so many are claimed and not yet said to the end: one on the wire, and one that waits for its turn. What a node
    /// that dies has claimed may have been heard as far as anybody knows, so that it claims no more than it is about to say.
    /// </summary>
    private const int ClaimedPerCall = 2;

    private readonly FrozenDictionary<string, SemaphoreSlim> gates = partners.All.ToFrozenDictionary(p => p.Id, p => new SemaphoreSlim(p.Concurrency));

    private readonly FrozenDictionary<string, SemaphoreSlim> claims =
        partners.All.ToFrozenDictionary(p => p.Id, p => new SemaphoreSlim(p.Concurrency * ClaimedPerCall));

    /// <summary>How many deliveries of a partner are taken from its queue at once.</summary>
    public static int Underway(Partner partner) => partner.Concurrency * UnderwayPerCall;

    /// <summary>Waits until the partner is about to have a turn; leaving ends the claim's part in it.</summary>
    /// <exception cref="OperationCanceledException">The gateway was stopped before.</exception>
    public ValueTask<Turn> ApproachAsync(Partner partner, CancellationToken stop) => EnterAsync(claims[partner.Id], stop);

    /// <summary>Waits for a turn; leaving ends the call.</summary>
    /// <exception cref="OperationCanceledException">The gateway was stopped before.</exception>
    public ValueTask<Turn> EnterAsync(Partner partner, CancellationToken cut) => EnterAsync(gates[partner.Id], cut);

    public void Dispose()
    {
        foreach (var gate in gates.Values.Concat(claims.Values)) gate.Dispose();
    }

    private static async ValueTask<Turn> EnterAsync(SemaphoreSlim gate, CancellationToken cut)
    {
        await gate.WaitAsync(cut).ConfigureAwait(false);
        return new Turn(gate);
    }

    public readonly struct Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
