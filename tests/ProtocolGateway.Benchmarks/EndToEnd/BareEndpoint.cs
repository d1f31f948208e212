using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ProtocolGateway.Benchmarks.Yardstick;

namespace ProtocolGateway.Benchmarks.EndToEnd;

/// <summary>
/// The least that can take an eMIP CDR and give it to an OCPI eMSP: parses and writes by hand, posts on, waits for the
/// partner, answers. It keeps nothing, and what the partner doesn't take is lost.
/// </summary>
internal static class BareEndpoint
{
    private const string SoapMedia = "application/soap+xml; charset=utf-8";

    public static Task<int> RunAsync(string target) => Served.RunAsync(app =>
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        app.MapPost("/api/emip", async (HttpContext context) =>
        {
            var body = await Served.BodyAsync(context);
            var cdr = EmipToOcpi.Read(MemoryMarshal.TryGetArray(body, out var segment) ? segment.Array! : body.ToArray());
            using var request = new HttpRequestMessage(HttpMethod.Post, target);
            request.Content = new ReadOnlyMemoryContent(EmipToOcpi.Write(cdr, DateTimeOffset.UtcNow).WrittenMemory);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.TryAddWithoutValidation("Authorization", "Token b3V0Ym91bmQ=");
            request.Headers.TryAddWithoutValidation("X-Request-ID", Guid.NewGuid().ToString());
            request.Headers.TryAddWithoutValidation("X-Correlation-ID", Guid.NewGuid().ToString());
            using var answer = await client.SendAsync(request, context.RequestAborted);
            await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
            if (answer.StatusCode != HttpStatusCode.Created) throw new HttpRequestException($"the sink answered {answer.StatusCode}");
            await Served.AnswerAsync(context, SoapMedia, Answer(cdr));
        });
    });

    private static string Answer(in HandCdr cdr) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <soap:Envelope xmlns:soap="{OcpiToEmip.Soap}" xmlns:m="{OcpiToEmip.Authorisation}"><soap:Body><m:eMIP_ToIOP_SetChargeDetailRecordResponse><transactionId>{cdr.Transaction}</transactionId><salePartnerOperatorIdType>eMI3</salePartnerOperatorIdType><salePartnerOperatorId>{cdr.EmspCountry}*{cdr.EmspId}</salePartnerOperatorId><serviceSessionId>{cdr.SessionId}</serviceSessionId><requestStatus>1</requestStatus></m:eMIP_ToIOP_SetChargeDetailRecordResponse></soap:Body></soap:Envelope>
        """;
}
