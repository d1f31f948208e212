using System.Collections.Concurrent;
using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Tests.StandIns;

/// <summary>Notes what it is given, and answers as it is told.</summary>
internal sealed class StandInGateway : IGateway
{
    public Func<HeardFact, Acceptance> Accept { get; set; } = _ => new Acceptance.Accepted(Guid.NewGuid(), false, null);

    public ConcurrentQueue<(HeardFact Fact, string Answer)> Accepted { get; } = [];

    public ConcurrentQueue<(Heard Heard, Refusal Refusal, string Answer)> Refused { get; } = [];

    public ConcurrentQueue<Partner> SignsOfLife { get; } = [];

    public Dictionary<(string Owner, string Id), ChargeDetailRecord> Archive { get; } = [];

    public Task<Acceptance> AcceptAsync(HeardFact fact, CancellationToken cancellation)
    {
        var acceptance = Accept(fact);
        Accepted.Enqueue((fact, fact.Answer(acceptance)));
        return Task.FromResult(acceptance);
    }

    public Task RefuseAsync(Heard heard, Refusal refusal, string answer, CancellationToken cancellation)
    {
        Refused.Enqueue((heard, refusal, answer));
        return Task.CompletedTask;
    }

    public ConcurrentQueue<(Heard Heard, string Answer)> Noted { get; } = [];

    public Task NoteAsync(Heard heard, string answer, CancellationToken cancellation)
    {
        Noted.Enqueue((heard, answer));
        return Task.CompletedTask;
    }

    public Task<Reply> AskAsync(HeardQuestion question, CancellationToken cancellation) =>
        throw new NotSupportedException("OCPI asks no questions of this version.");

    public Task<string> FindAsync(
        Heard heard, FindChargeDetailRecords question, Func<ChargeDetailRecordsFound, ValueTask<string>> answer, CancellationToken cancellation) =>
        throw new NotSupportedException("OCPI asks no such question in this version.");

    public Task<ChargeDetailRecord?> ReadBackAsync(Partner asker, PartyId owner, string id, CancellationToken cancellation) =>
        Task.FromResult(Archive.GetValueOrDefault((owner.Key, id)));

    public void HeardFrom(Partner partner, DateTimeOffset at) => SignsOfLife.Enqueue(partner);

    public ConcurrentQueue<Partner> Unserved { get; } = [];

    public void Failed(Partner partner, DateTimeOffset at) => Unserved.Enqueue(partner);
}
