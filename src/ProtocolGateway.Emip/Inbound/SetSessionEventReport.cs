using System.Globalization;
using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>A CPO tells what happened to a session (emip.md 2.7, 2.16): accepted once it is durable, for whoever it is owed to.</summary>
internal static class SetSessionEventReport
{
    public static async Task<Answered> AnswerAsync(Asked asked, IGateway gateway, MappingBook book, CancellationToken cancellation)
    {
        var reading = SessionEventReading.Read(asked.Document, asked.Root, asked.Partner, book);
        if (reading.Faults.Count > 0)
            return await EmipEndpoint.RefuseAsync(
                gateway, asked.Heard, new Refusal(RefusalKind.BadContent, reading.Faults), cancellation);
        var happened = (reading.Message as SessionUpdated)?.Session.Event;
        var fact = new HeardFact
        {
            Heard = asked.Heard,
            Reading = reading,
            SessionIsKnown = true,
            Answer = acceptance => FactAnswer.Tell(acceptance, status => Write(asked, happened, status)).Text,
        };
        return FactAnswer.Tell(await gateway.AcceptAsync(fact, cancellation), status => Write(asked, happened, status));
    }

    private static string Write(Asked asked, SessionEvent? happened, int status) => asked.Write(answer =>
    {
        answer.Text("transactionId", asked.Header.TransactionId);
        if (!asked.Root.FromHub)
        {
            answer.Text("serviceSessionId", asked.Document.Root.Text("serviceSessionId"));
            // The event's id, by the name without which one known client finds no answer (emip.md 2.7, 7.2).
            answer.Text("sessionActionId", happened?.Id ?? happened?.RelatedActionId ?? asked.Header.TransactionId);
        }
        answer.Text("requestStatus", status.ToString(CultureInfo.InvariantCulture));
    });
}
