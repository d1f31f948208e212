using System.Collections.Concurrent;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Tests.Silences;

/// <summary>Hubs are told, and everybody else is asked for a sign of life every minute.</summary>
internal sealed class ScriptedSigns : ISignsOfLife
{
    public ConcurrentQueue<string> Said { get; } = new();

    public SignOfLife Answer { get; set; } = new(Trouble: null) { Period = TimeSpan.FromMinutes(10) };

    /// <summary>Ends before a call does.</summary>
    public Task Leave { get; set; } = Task.CompletedTask;

    public bool AreSaidTo(Partner partner) => partner.IsHub;

    public TimeSpan? ExpectedFrom(Partner partner) => partner.IsHub ? null : TimeSpan.FromMinutes(1);

    public async Task<SignOfLife> SayAsync(Partner partner, CancellationToken cancellation)
    {
        Said.Enqueue(partner.Id);
        await Leave.WaitAsync(cancellation);
        return Answer;
    }
}
