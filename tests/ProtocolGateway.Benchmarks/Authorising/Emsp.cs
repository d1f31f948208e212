using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ProtocolGateway.Benchmarks.EndToEnd;

namespace ProtocolGateway.Benchmarks.Authorising;

/// <summary>An eMIP eMSP that allows everybody, as quickly as it can.</summary>
internal static class Emsp
{
    private const string Opening = "<transactionId>", Closing = "</transactionId>";

    public static Task<int> RunAsync() => Served.RunAsync(app => app.MapPost("/{**path}", async (HttpContext context) =>
    {
        var text = Encoding.UTF8.GetString((await Served.BodyAsync(context)).Span);
        var from = text.IndexOf(Opening, StringComparison.Ordinal) + Opening.Length;
        var transaction = text[from..text.IndexOf(Closing, from, StringComparison.Ordinal)];
        await Served.AnswerAsync(context, "application/soap+xml; charset=utf-8", Answer(transaction));
    }));

    private static string Answer(string transaction) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:m="https://api-iop.gireve.com/schemas/AuthorisationV1/"><soap:Body><m:eMIP_FromIOP_GetServiceAuthorisationResponse><transactionId>{transaction}</transactionId><authorisationValue>1</authorisationValue><partnerServiceSessionId>{transaction}</partnerServiceSessionId><intermediateCDRRequested>0</intermediateCDRRequested><requestStatus>1</requestStatus></m:eMIP_FromIOP_GetServiceAuthorisationResponse></soap:Body></soap:Envelope>
        """;
}
