using System.Globalization;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>A record or a reading is accepted once it is durable; what is held is accepted too (emip.md 2.8).</summary>
internal static class SetChargeDetailRecord
{
    public static async Task<Answered> AnswerAsync(Asked asked, IGateway gateway, MappingBook book, CancellationToken cancellation)
    {
        var (operation, reading) = ChargeDetailRecordReading.Read(asked.Document, asked.Partner, book);
        var heard = asked.Heard with { Operation = operation };
        if (reading.Faults.Count > 0)
            return await EmipEndpoint.RefuseAsync(gateway, heard, new Refusal(RefusalKind.BadContent, reading.Faults), cancellation);

        var fact = new HeardFact { Heard = heard, Reading = reading, Answer = acceptance => Tell(asked, acceptance).Text };
        return Tell(asked, await gateway.AcceptAsync(fact, cancellation));
    }

    private static Answered Tell(Asked asked, Acceptance acceptance) =>
        FactAnswer.Tell(acceptance, status => Write(asked, acceptance as Acceptance.Accepted, status));

    private static string Write(Asked asked, Acceptance.Accepted? accepted, int status) => asked.Write(answer =>
    {
        answer.Text("transactionId", asked.Header.TransactionId);
        if (!asked.Root.FromHub)
        {
            if (accepted?.Payer is { } payer)
            {
                var (id, type) = asked.Options.Operator(payer, asked.Options.PartyIdSeparator);
                answer.Text("salePartnerOperatorIdType", type);
                answer.Text("salePartnerOperatorId", id);
            }
            answer.Text("serviceSessionId", asked.Document.Root.Child("chargeDetailRecord").Text("serviceSessionId"));
        }
        answer.Text("requestStatus", status.ToString(CultureInfo.InvariantCulture));
    });
}
