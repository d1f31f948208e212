using System.Collections.Frozen;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Exchanges;

/// <summary>How many calls a partner gets at once: its own setting, whatever else of its deliveries is under way.</summary>
internal sealed class Calls(PartnerBook partners) : IDisposable
{
    /// <summary>
    /// Deliveries under way for each call: while one is on the wire, others are being claimed, completed and settled, so that
    /// their commits are grouped and the partner doesn't wait for our disk.
    /// </summary>
    private const int UnderwayPerCall = 4;

    private readonly FrozenDictionary<string, SemaphoreSlim> gates = partners.All.ToFrozenDictionary(p => p.Id, p => new SemaphoreSlim(p.Concurrency));

    /// <summary>How many deliveries of a partner are taken from its queue at once.</summary>
    public static int Underway(Partner partner) => partner.Concurrency * UnderwayPerCall;

    /// <summary>Waits for a turn; leaving ends the call.</summary>
    /// <exception cref="OperationCanceledException">The gateway was stopped before.</exception>
    public async ValueTask<Turn> EnterAsync(Partner partner, CancellationToken cut)
    {
        var gate = gates[partner.Id];
        await gate.WaitAsync(cut).ConfigureAwait(false);
        return new Turn(gate);
    }

    public void Dispose()
    {
        foreach (var gate in gates.Values) gate.Dispose();
    }

    public readonly struct Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
