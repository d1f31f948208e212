using System.Globalization;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>A record or a reading is accepted once it is durable; what is held is accepted too (emip.md 2.8).</summary>
internal static class SetChargeDetailRecord
{
    private const int Done = 1;

    public static async Task<Answered> AnswerAsync(Asked asked, IGateway gateway, MappingBook book, CancellationToken cancellation)
    {
        var (operation, reading) = ChargeDetailRecordReading.Read(asked.Document, asked.Partner, book);
        var heard = asked.Heard with { Operation = operation };
        if (reading.Faults.Count > 0)
            return await EmipEndpoint.RefuseAsync(gateway, heard, new Refusal(RefusalKind.BadContent, reading.Faults), EmipRefusals.For(RefusalKind.BadContent), cancellation);

        var fact = new HeardFact { Heard = heard, Reading = reading, Answer = acceptance => Tell(asked, acceptance).Text };
        return Tell(asked, await gateway.AcceptAsync(fact, cancellation));
    }

    private static Answered Tell(Asked asked, Acceptance acceptance) => acceptance switch
    {
        Acceptance.Accepted accepted => new Answered(200, Write(asked, accepted, Done)),
        Acceptance.Refused { Refusal: var refusal } => EmipRefusals.For(refusal.Kind) is { RequestStatus: { } status }
            ? new Answered(200, Write(asked, null, status), refusal)
            : Answered.Fault(EmipRefusals.For(refusal.Kind), refusal),
        // What the journal says of itself is for operators.
        _ => Answered.Fault(EmipRefusals.Busy, new Refusal(RefusalKind.Unknown, "", "busy: nothing was taken; send it again later")),
    };

    private static string Write(Asked asked, Acceptance.Accepted? accepted, int status) => asked.Write(answer =>
    {
        answer.Text("transactionId", asked.Header.TransactionId);
        if (!asked.Root.FromHub)
        {
            if (accepted?.Payer is { } payer)
            {
                answer.Text("salePartnerOperatorIdType", WireText.Emi3);
                answer.Text("salePartnerOperatorId", WireText.Party(payer, asked.Options.PartyIdSeparator));
            }
            answer.Text("serviceSessionId", asked.Document.Root.Child("chargeDetailRecord").Text("serviceSessionId"));
        }
        answer.Text("requestStatus", status.ToString(CultureInfo.InvariantCulture));
    });
}
