using System.Collections.Concurrent;
using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Tests;

/// <summary>Takes what it is told to take, and remembers what it was given.</summary>
internal sealed class GatewayStandIn : IGateway
{
    public Acceptance Acceptance { get; set; } = new Acceptance.Accepted(Guid.NewGuid(), false, null);

    public IReadOnlyList<ChargeDetailRecord> Archive { get; set; } = [];

    public StatusesStandIn Statuses { get; } = new();

    public SearchStandIn Search { get; } = new();

    public Exception? Failure { get; set; }

    public ConcurrentQueue<HeardFact> Facts { get; } = new();

    public ConcurrentQueue<(Heard Heard, Refusal Refusal, string Answer)> Refusals { get; } = new();

    public ConcurrentQueue<(FindChargeDetailRecords Question, string Answer)> Questions { get; } = new();

    public ConcurrentQueue<(Partner Partner, DateTimeOffset At)> Signs { get; } = new();

    /// <summary>The answer as it was journaled with the last fact.</summary>
    public string? Journaled { get; private set; }

    public Task NoteAsync(Heard heard, string answer, CancellationToken cancellation) =>
        throw new NotSupportedException("eMIP has nothing of that kind.");

    public Task<Acceptance> AcceptAsync(HeardFact fact, CancellationToken cancellation)
    {
        if (Failure is not null) throw Failure;
        Facts.Enqueue(fact);
        Journaled = fact.Answer(Acceptance);
        return Task.FromResult(Acceptance);
    }

    public Task RefuseAsync(Heard heard, Refusal refusal, string answer, CancellationToken cancellation)
    {
        Refusals.Enqueue((heard, refusal, answer));
        return Task.CompletedTask;
    }

    /// <summary>What questions are answered with.</summary>
    public object? Reply { get; set; }

    public ConcurrentQueue<HeardQuestion> Asked { get; } = new();

    public Task<Protocols.Reply> AskAsync(HeardQuestion question, CancellationToken cancellation)
    {
        if (Failure is not null) throw Failure;
        Asked.Enqueue(question);
        return Task.FromResult<Protocols.Reply>(Reply is null ? new Protocols.Reply.Busy("the journal is full") : new Protocols.Reply.Given(question.Answer(Reply)));
    }

    public async Task<string> FindAsync(
        Heard heard, FindChargeDetailRecords question, Func<ChargeDetailRecordsFound, ValueTask<string>> answer, CancellationToken cancellation)
    {
        var text = await answer(new ChargeDetailRecordsFound { Records = Archive });
        Questions.Enqueue((question, text));
        return text;
    }

    public Task<ChargeDetailRecord?> ReadBackAsync(Partner asker, PartyId owner, string id, CancellationToken cancellation) =>
        Task.FromResult<ChargeDetailRecord?>(null);

    public void HeardFrom(Partner partner, DateTimeOffset at) => Signs.Enqueue((partner, at));

    public ConcurrentQueue<Partner> Unserved { get; } = [];

    public void Failed(Partner partner, DateTimeOffset at) => Unserved.Enqueue(partner);
}
