using Polly.CircuitBreaker;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Questions;

/// <summary>Says a question to its partner once, in the partner's protocol, and tells what came of it.</summary>
internal sealed class Answerer<TQuestion, TAnswer>(
    ProtocolTable protocols, IMappings mappings, IDirectory directory, ISessions sessions, PartnerBook partners, Lanes lanes, Breakers breakers,
    DeliveryMeter meter, TimeProvider time) : IAnswerer<TQuestion, TAnswer>
    where TQuestion : class
    where TAnswer : class
{
    public async Task<Answer<TAnswer>> AnswerAsync(Partner partner, TQuestion question, DateTimeOffset deadline, CancellationToken cut)
    {
        if (protocols.FindSaid(partner, typeof(TQuestion), question) is not { } operation) return NoAnswer.Nobody;
        var book = mappings.Current;
        var mapping = operation.Mapping is null ? null : book.Find(partner.Dialect, operation.Mapping, partner.Id);
        if (mapping is null && operation.Mapping is not null) return NoAnswer.Unsayable;
        if (lanes.Find(partner.Id)?.Line.Standing.At(time.GetUtcNow()) == Passage.Closed) return NoAnswer.Unreachable;

        object completed = question;
        var supplied = new List<Loss>();
        if (mapping is { Steps.Count: > 0 })
        {
            var completion = Complete(partner, question);
            if (await mapping.CompleteAsync(completion, cut).ConfigureAwait(false) is not null) return NoAnswer.Incomplete;
            completed = completion.Message;
            supplied.AddRange(completion.Losses);
        }

        var (from, to) = QuestionParties.Of(question);
        var delivery = new Delivery
        {
            Id = Guid.NewGuid(),
            Partner = partner,
            Operation = operation,
            Heard = question,
            Message = completed,
            Mapping = mapping,
            Mappings = book,
            Supplied = supplied,
            From = from,
            To = to,
        };
        var began = time.GetTimestamp();
        try
        {
            using var span = Traces.Part("ask")?.SetTag(Traces.Partner, partner.Id).SetTag(Traces.Operation, operation.Name);
            var outcome = await breakers.Of(partner).ExecuteAsync(
                async token => await protocols[partner.Protocol].SendAsync(delivery, token).ConfigureAwait(false), cut).ConfigureAwait(false);
            span?.SetTag(Traces.Outcome, outcome.GetType().Name);
            return Read(outcome, cut.IsCancellationRequested);
        }
        catch (BrokenCircuitException)
        {
            return NoAnswer.Unreachable;
        }
        finally
        {
            meter.Answered(partner, typeof(TQuestion).Name, time.GetElapsedTime(began));
        }
    }

    private Completion Complete(Partner partner, TQuestion question) => new()
    {
        Message = question,
        Directory = directory,
        Sessions = sessions,
        Partner = partner,
        Gateway = partners.Gateway,
        At = time.GetUtcNow(),
    };

    private static Answer<TAnswer> Read(Outcome outcome, bool expired)
    {
        var said = outcome is { Sent: null, Answer: null } ? null : new Said(outcome.Sent, outcome.Answer, outcome.Losses);
        return outcome switch
        {
            { Reply: TAnswer answer } => new(answer, null, said),
            _ when expired => new(null, NoAnswer.Expired, said),
            Outcome.Unreachable => new(null, NoAnswer.Unreachable, said),
            Outcome.Refused => new(null, NoAnswer.Fault, said),
            Outcome.Held or Outcome.Unwanted => new(null, NoAnswer.Unsayable, said),
            // Sent, and then nothing came: as good as silence.
            Outcome.InDoubt when outcome.Answer is null => new(null, NoAnswer.Expired, said),
            _ => new(null, NoAnswer.Unreadable, said),
        };
    }
}
