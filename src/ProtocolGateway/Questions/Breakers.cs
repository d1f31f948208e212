using System.Collections.Frozen;
using Polly;
using Polly.CircuitBreaker;
using ProtocolGateway.Partners;
using Outcome = ProtocolGateway.Protocols.Outcome;

namespace ProtocolGateway.Questions;

/// <summary>
/// One circuit breaker for each partner: one that keeps silent is asked nothing for a while, so that nobody waits for it in vain.
/// What is owed has a breaker of its own (<see cref="Exchanges.Line"/>), which all nodes share; a question has no time for that.
/// </summary>
internal sealed class Breakers(PartnerBook partners, TimeProvider time)
{
    private readonly FrozenDictionary<string, ResiliencePipeline<Outcome>> breakers = partners.All.ToFrozenDictionary(p => p.Id, _ => Create(time));

    public ResiliencePipeline<Outcome> Of(Partner partner) => breakers[partner.Id];

    private static ResiliencePipeline<Outcome> Create(TimeProvider time) => new ResiliencePipelineBuilder<Outcome> { TimeProvider = time }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Outcome>
        {
            ShouldHandle = new PredicateBuilder<Outcome>()
                .HandleResult(outcome => outcome is Outcome.Unreachable or Outcome.InDoubt { Answer: null })
                .Handle<OperationCanceledException>(),
            FailureRatio = 0.8,
            MinimumThroughput = 5,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromSeconds(5),
        })
        .Build();
}
