using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Canonical;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>Questions whose asker waits: authorisations and commands (emip.md 2.4 to 2.6, 2.13 to 2.15).</summary>
internal static class Questioning
{
    public static async Task<Answered> AnswerAsync(Asked asked, EmipOperation operation, IServiceProvider services, MappingBook book, CancellationToken cancellation)
    {
        var gateway = services.GetRequiredService<IGateway>();
        var mapping = book.Demand(operation.Mapping!, asked.Partner);
        var reading = mapping.Read(asked.Document, asked.Document.Root, asked.Options.Reading(asked.Partner));
        var answering = book.Demand(operation.AnswerMapping!, asked.Partner);
        // Nobody can wait until somebody explains a code.
        if (reading is { Hold: { } hold, Message: ActOnSession act })
            return await RefuseAsync(new CommandAnswered { Result = CommandResult.NOT_SUPPORTED, SessionId = act.SessionId, ActionId = act.Id ?? asked.Header.TransactionId }, hold.Text);
        if (reading.Hold is { } unknown)
            return await EmipEndpoint.RefuseAsync(
                gateway, asked.Heard, new Refusal(RefusalKind.BadContent, "", unknown.Text), cancellation);
        if (reading.Faults.Count > 0)
            return await EmipEndpoint.RefuseAsync(
                gateway, asked.Heard, new Refusal(RefusalKind.BadContent, reading.Faults), cancellation);

        var reply = await gateway.AskAsync(
            new HeardQuestion
            {
                Heard = asked.Heard,
                Question = reading.Message!,
                Losses = reading.Losses,
                Transaction = asked.Header.IsGiven ? asked.Header.TransactionId : null,
                Answer = answer => Write(asked, answering, answer),
            },
            cancellation);
        return reply is Reply.Given given ? new Answered(200, given.Text) : Answered.Busy;

        async Task<Answered> RefuseAsync(CommandAnswered answer, string why)
        {
            var refusal = new Refusal(RefusalKind.BadContent, "", why);
            var text = Write(asked, answering, answer);
            await gateway.RefuseAsync(asked.Heard, refusal, text, cancellation);
            return new Answered(200, text, refusal);
        }
    }

    private static string Write(Asked asked, CompiledMapping mapping, object answer)
    {
        var status = answer switch
        {
            TokenAuthorized authorized => RequestStatuses.Of(authorized),
            CommandAnswered command when asked.Root.Service == EmipProtocol.SetServiceAuthorisation => RequestStatuses.OfStart(command.Result!.Value),
            CommandAnswered command => RequestStatuses.OfAction(command.Result!.Value),
            _ => throw new ArgumentException($"{answer.GetType().Name} answers no question of eMIP.", nameof(answer)),
        };
        Hold? hold = null;
        var text = asked.Write(writer => hold = mapping.Write(answer, answer, writer, asked.Options.Writing(new Dictionary<string, string>
        {
            ["transactionId"] = asked.Header.TransactionId,
            ["requestStatus"] = status.ToString(CultureInfo.InvariantCulture),
        })));
        if (hold is null) return text;
        // What the other side told can't be said in eMIP: the asker gets a refusal with what can.
        return answer switch
        {
            TokenAuthorized told => Write(asked, mapping, Silenced(told)),
            _ => throw new InvalidOperationException($"The answer can't be written: {hold.Text}"),
        };
    }

    private static TokenAuthorized Silenced(TokenAuthorized told) => new()
    {
        Unanswered = UnansweredReason.NO_ANSWER,
        Emsp = told.Emsp,
        SessionId = told.SessionId,
        EmspSessionId = told.SessionId,
    };
}
