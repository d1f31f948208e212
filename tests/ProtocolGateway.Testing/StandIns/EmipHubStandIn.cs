using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ProtocolGateway.Testing.StandIns;

/// <summary>A hub behind eMIP, as far as heartbeats go (emip.md 2.3). One's key is its <c>transactionId</c>.</summary>
public sealed class EmipHubStandIn : StandInPartner
{
    public string Url => $"{Address}/api/emip";

    /// <summary>Seconds that it wants to pass between heartbeats.</summary>
    public int Period { get; set; } = 300;

    /// <summary>How far its clock is ahead.</summary>
    public TimeSpan Ahead { get; set; }

    protected override Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        var message = EmipMessage.Read(request.Body.Span);
        if (message.Operation != "eMIP_ToIOP_HeartBeatRequest" || message.Namespace != EmipMessage.Platform)
            return WriteAsync(context, 400, EmipMessage.MediaType, EmipMessage.Fault("Sender", $"unknown operation '{message.Operation}'"));
        var transaction = message.Value("transactionId")!;
        Task SayAsync(int status) => WriteAsync(context, 200, EmipMessage.MediaType, Response(transaction, status));
        return BehaveAsync(context, request, transaction, _ => SayAsync(1), SayAsync);
    }

    private string Response(string transaction, int status) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <soap:Envelope xmlns:soap="{EmipMessage.Soap}" xmlns:m="{EmipMessage.Platform}"><soap:Body>
          <m:eMIP_ToIOP_HeartBeatResponse>
            <heartBeatPeriod>{Period}</heartBeatPeriod>
            <currentTime>{(DateTime.UtcNow + Ahead).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}</currentTime>
            <transactionId>{transaction}</transactionId>
            <requestStatus>{status}</requestStatus>
          </m:eMIP_ToIOP_HeartBeatResponse>
        </soap:Body></soap:Envelope>
        """;
}
