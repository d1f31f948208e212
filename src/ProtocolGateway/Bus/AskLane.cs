using MassTransit;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Partners;
using ProtocolGateway.Questions;

namespace ProtocolGateway.Bus;

/// <summary>How one kind of question comes off the bus.</summary>
internal abstract class AskLane
{
    public static string Queue(string partner) => $"ask-{partner}";

    public abstract void Receive(IReceiveEndpointConfigurator endpoint, Partner partner);
}

/// <summary>And how it is said.</summary>
internal sealed class AskLane<TQuestion, TAnswer>(
    IAnswerer<TQuestion, TAnswer> answerer, AskTurns turns, TimeProvider time, ILogger<AskLane> logger) : AskLane
    where TQuestion : class
    where TAnswer : class
{
    public override void Receive(IReceiveEndpointConfigurator endpoint, Partner partner) => endpoint.Handler<Ask<TQuestion>>(async context =>
    {
        if (context.Message.Question is not { } question) return;
        var answer = await AnswerAsync(partner, question, context.Message.Deadline).ConfigureAwait(false);
        // Nobody waits for what has expired.
        if (answer.Why != NoAnswer.Expired)
            await context.RespondAsync(new Answered<TAnswer> { Value = answer.Value, Why = answer.Why, Said = answer.Said }).ConfigureAwait(false);
    });

    public async Task<Answer<TAnswer>> AnswerAsync(Partner partner, TQuestion question, DateTimeOffset deadline)
    {
        var left = deadline - time.GetUtcNow();
        if (left <= TimeSpan.Zero) return NoAnswer.Expired;
        using var limit = new CancellationTokenSource(left, time);
#pragma warning disable CA1031 // A bug in a protocol is no answer: whoever waits must be told.
        try
        {
            await turns.Of(partner).WaitAsync(limit.Token).ConfigureAwait(false);
            try
            {
                return await answerer.AnswerAsync(partner, question, deadline, limit.Token).ConfigureAwait(false);
            }
            finally
            {
                turns.Of(partner).Release();
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return NoAnswer.Expired;
        }
        catch (Exception e)
        {
            BusLog.NotAsked(logger, typeof(TQuestion).Name, partner.Id, e);
            return NoAnswer.Failed;
        }
#pragma warning restore CA1031
    }
}
