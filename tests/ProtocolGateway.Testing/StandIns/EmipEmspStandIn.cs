using Microsoft.AspNetCore.Http;

namespace ProtocolGateway.Testing.StandIns;

/// <summary>
/// An eMSP behind eMIP: takes FromIOP_SetChargeDetailRecord (emip.md 2.8) and answers 10701 to a second final record of a
/// session. A record's key is <c>serviceSessionId</c>; an intermediate one's <c>serviceSessionId|endTime</c>.
/// </summary>
public sealed class EmipEmspStandIn : StandInPartner
{
    public string Url => $"{Address}/emip/";

    /// <summary>How often a final record came for a session that had one.</summary>
    public int Repeats => repeats;

    private int repeats;

    protected override async Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        var message = EmipMessage.Read(request.Body.Span);
        if (message.Operation != "eMIP_FromIOP_SetChargeDetailRecordRequest" || message.Namespace != EmipMessage.Authorisation)
        {
            await WriteAsync(context, 400, EmipMessage.MediaType, EmipMessage.Fault("Sender", $"unknown operation '{message.Operation}'"));
            return;
        }

        var session = message.Value("chargeDetailRecord/serviceSessionId")!;
        var final = message.Value("chargeDetailRecord/CDRNature") == "1";
        var key = final ? session : $"{session}|{message.Value("chargeDetailRecord/endTime")}";
        Task AnswerStatusAsync(int status) => WriteAsync(context, 200, EmipMessage.MediaType, Response(message.Value("transactionId"), status));
        await BehaveAsync(context, request, key,
            first =>
            {
                if (first is null) return AnswerStatusAsync(1);
                Interlocked.Increment(ref repeats);
                return AnswerStatusAsync(10701);
            },
            AnswerStatusAsync);
    }

    private static string Response(string? transactionId, int status) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <soap:Envelope xmlns:soap="{EmipMessage.Soap}" xmlns:m="{EmipMessage.Authorisation}"><soap:Body>
          <m:eMIP_FromIOP_SetChargeDetailRecordResponse>
            <transactionId>{transactionId}</transactionId>
            <requestStatus>{status}</requestStatus>
          </m:eMIP_FromIOP_SetChargeDetailRecordResponse>
        </soap:Body></soap:Envelope>
        """;
}
