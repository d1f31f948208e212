using ProtocolGateway.Bus;
using ProtocolGateway.Partners;
using ProtocolGateway.Questions;

namespace ProtocolGateway.Tests.Questions;

/// <summary>Questions without a bus: whoever asks says them.</summary>
internal sealed class DirectQuestions(PartnerBook partners, IEnumerable<AskLane> lanes) : IQuestions
{
    public Task<Answer<TAnswer>> AskAsync<TQuestion, TAnswer>(
        string partner, TQuestion question, DateTimeOffset deadline, CancellationToken cancellation)
        where TQuestion : class
        where TAnswer : class =>
        lanes.OfType<AskLane<TQuestion, TAnswer>>().Single().AnswerAsync(partners.Find(partner)!, question, deadline);
}
