using MassTransit;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Partners;
using ProtocolGateway.Questions;

namespace ProtocolGateway.Bus;

/// <summary>Questions as requests of MassTransit. A request lives on the bus until its deadline and no longer.</summary>
/// <param name="queues">Null on the bus inside the process.</param>
internal sealed class BusQuestions(
    IBusControl bus, PartnerBook partners, IEnumerable<AskLane> lanes, TimeProvider time, ILogger<BusQuestions> logger, PartnerQueues? queues = null) : IQuestions
{
    public async Task<Answer<TAnswer>> AskAsync<TQuestion, TAnswer>(
        string partner, TQuestion question, DateTimeOffset deadline, CancellationToken cancellation)
        where TQuestion : class
        where TAnswer : class
    {
        if (partners.Find(partner) is not { } asked || lanes.OfType<AskLane<TQuestion, TAnswer>>().SingleOrDefault() is not { } lane)
            return NoAnswer.Nobody;
        var left = deadline - time.GetUtcNow();
        if (left <= TimeSpan.Zero) return NoAnswer.Expired;
        if (!CanCarry(asked.Id)) return await SayAsync().ConfigureAwait(false);

        var scheme = queues is null ? "queue" : "exchange";
        var client = bus.CreateRequestClient<Ask<TQuestion>>(new Uri($"{scheme}:{AskLane.Queue(asked.Id)}"), RequestTimeout.After(ms: (int)left.TotalMilliseconds + 1));
#pragma warning disable CA1031 // Whatever the bus throws: this node asks.
        try
        {
            var response = await client.GetResponse<Answered<TAnswer>>(
                new Ask<TQuestion> { Question = question, Deadline = deadline }, x => x.UseExecute(Mark), cancellation).ConfigureAwait(false);
            return new Answer<TAnswer>(response.Message.Value, response.Message.Why, response.Message.Said);
        }
        catch (RequestTimeoutException)
        {
            return NoAnswer.Expired;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            BusLog.NotOnBus(logger, typeof(TQuestion).Name, asked.Id, e);
            queues?.Asks(asked.Id).Failed();
            return await SayAsync().ConfigureAwait(false);
        }
#pragma warning restore CA1031

        Task<Answer<TAnswer>> SayAsync() => lane.AnswerAsync(asked, question, deadline).WaitAsync(cancellation);
    }

    /// <summary>There and back: an answer to a node whose own queue is not there yet would be lost.</summary>
    private bool CanCarry(string partner) =>
        queues is null || (queues.Asks(partner).IsUp && bus.CheckHealth().Status == BusHealthStatus.Healthy);

    private static void Mark(SendContext context)
    {
        if (context.TryGetPayload<RabbitMqSendContext>(out var sending)) sending.Mandatory = true;
    }
}
