using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>Everything below <c>/ocpi</c>: whatever is asked, the answer has OCPI's envelope.</summary>
internal sealed class OcpiEndpoint(CdrsReceiver cdrs, TimeProvider time, ILogger logger)
{
    private readonly InboundLimits limits = new();

    public async Task HandleAsync(HttpContext http)
    {
        var at = time.GetUtcNow();
        Answer answer;
        using var place = http.RequestServices.GetRequiredService<Intake>().TryEnter(RequestBody.Expected(http.Request));
        try
        {
            answer = place is null ? TurnAway(http, at) : await AnswerAsync(http, place, at);
        }
        catch (BadHttpRequestException e)
        {
            answer = Answer.Plain(e.StatusCode, OcpiStatus.ClientError, "the request can't be read to its end", at);
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested)
        {
            OcpiEvents.Failed(logger, e, http.Request.Method, http.Request.Path);
            NoteFailure(http, at);
            answer = Answer.Plain(StatusCodes.Status500InternalServerError, OcpiStatus.ServerError, "internal error", at);
        }
        await WriteAsync(http, answer);
    }

    private async Task<Answer> AnswerAsync(HttpContext http, IntakePlace place, DateTimeOffset at)
    {
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var page = Find(OcpiPath.Segments(target));
        var book = http.RequestServices.GetRequiredService<PartnerBook>();
        if (Caller(http) is not { } partner)
            return await RefuseStrangerAsync(http, target, page, at);

        if (page is not { Unlimited: true } && limits.Take(partner, at) is { } seconds)
            return Answer.Plain(StatusCodes.Status429TooManyRequests, OcpiStatus.ClientError, $"too many requests; wait {seconds} s", at) with
            {
                RetryAfter = seconds,
            };
        if (page is null) return OcpiRefusals.Answer(new Refusal(RefusalKind.UnknownOperation, "", "nothing is served at this address"), at);
        if (http.Request.Method != page.Method)
            return Answer.Plain(StatusCodes.Status405MethodNotAllowed, OcpiStatus.ClientError, $"this address takes {page.Method} only", at) with
            {
                Allow = page.Method,
            };

        var call = new OcpiCall(http, place, partner, book, target, page.Operation, at, logger);
        return page.Functional is { Routes: true } && await RefuseRoutingAsync(call) is { } refused
            ? refused
            : await page.AnswerAsync(call);
    }

    private static Answer TurnAway(HttpContext http, DateTimeOffset at)
    {
        NoteFailure(http, at);
        return Answer.Busy("too much at once: nothing was taken", at);
    }

    /// <summary>What a partner could not tell it is asked for later; a stranger has nothing to be asked for.</summary>
    private static void NoteFailure(HttpContext http, DateTimeOffset at)
    {
        if (Caller(http) is { } partner) http.RequestServices.GetRequiredService<IGateway>().Failed(partner, at);
    }

    private static Partner? Caller(HttpContext http) =>
        OcpiCallers.Recognise(http.Request.Headers.Authorization, http.RequestServices.GetRequiredService<PartnerBook>());

    /// <summary>Checks the routing headers and mirrors them; null when nothing is wrong with them.</summary>
    private static async Task<Answer?> RefuseRoutingAsync(OcpiCall call)
    {
        var routing = RoutingHeaders.Read(call.Http.Request.Headers, call.Partner, out var refusal);
        routing.Mirror(call.Http.Response.Headers, call.Book.Gateway);
        if (refusal is null && routing.Reaches(call.Book)) return null;

        var answer = refusal is not null ? OcpiRefusals.Answer(refusal, call.At) : null;
        refusal ??= new Refusal(RefusalKind.Unknown, OcpiHeaders.ToParty, $"{routing.To} is not known here");
        answer ??= Answer.Plain(StatusCodes.Status200OK, OcpiStatus.UnknownReceiver, OcpiRefusals.Message(refusal), call.At);
        if (HttpMethods.IsGet(call.Http.Request.Method)) return answer;
        var body = await RequestBody.ReadAsync(call.Http.Request, call.Cancellation);
        return await call.RefuseAsync(body, refusal, answer);
    }

    /// <summary>All addresses that there are.</summary>
    private Page? Find(string[]? segments) => segments switch
    {
        ["versions"] => new("GET", "GET versions", null, call => Task.FromResult(VersionPages.Versions(call))),
        [var number] when OcpiVersion.Find(number) is { } version =>
            new("GET", "GET version", null, call => Task.FromResult(VersionPages.Details(call, version))),
        [var number, "cdrs"] when OcpiVersion.Find(number) is { } version =>
            new("POST", "POST cdrs", version, call => cdrs.PostAsync(call, version)) { Unlimited = true },
        [var number, "cdrs", var country, var party, var id] when OcpiVersion.Find(number) is { } version =>
            new("GET", "GET cdrs", version, call => cdrs.GetAsync(call, version, country, party, id)) { Unlimited = true },
        _ => null,
    };

    /// <summary>Journaled where something could have been lost, without the body: a stranger must not fill the disk.</summary>
    private async Task<Answer> RefuseStrangerAsync(HttpContext http, string target, Page? page, DateTimeOffset at)
    {
        OcpiEvents.Stranger(logger, http.Request.Method, http.Request.Path, http.Connection.RemoteIpAddress);
        var refusal = new Refusal(RefusalKind.UnknownPartner, "Authorization", "the token is missing or unknown");
        var answer = OcpiRefusals.Answer(refusal, at);
        if (page is null || page.Method == "GET" || page.Method != http.Request.Method) return answer;
        var heard = new Heard
        {
            Protocol = OcpiProtocol.ProtocolName,
            Operation = page.Operation,
            ReceivedAt = at,
            Body = default,
            Headers = OcpiHeaders.Write(http.Request, target),
        };
        var gateway = http.RequestServices.GetRequiredService<IGateway>();
        await gateway.RefuseAsync(heard, refusal, answer.Json, http.RequestAborted);
        return answer;
    }

    private static Task WriteAsync(HttpContext http, Answer answer)
    {
        var response = http.Response;
        response.StatusCode = answer.HttpStatus;
        response.ContentType = "application/json";
        response.Headers[OcpiHeaders.RequestId] = OcpiHeaders.Echo(http.Request, OcpiHeaders.RequestId);
        response.Headers[OcpiHeaders.CorrelationId] = OcpiHeaders.Echo(http.Request, OcpiHeaders.CorrelationId);
        if (answer.Location is not null) response.Headers.Location = answer.Location;
        if (answer.Allow is not null) response.Headers.Allow = answer.Allow;
        if (answer.RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var bytes = Encoding.UTF8.GetBytes(answer.Json);
        response.ContentLength = bytes.Length;
        return response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }

    /// <param name="Method">The only one.</param>
    /// <param name="Operation">The operation that it is.</param>
    /// <param name="Functional">The version of a functional module; null elsewhere, where routing headers mean nothing.</param>
    private sealed record Page(string Method, string Operation, OcpiVersion? Functional, Func<OcpiCall, Task<Answer>> AnswerAsync)
    {
        /// <summary>Served however often it is asked for: CDRs are money (translation.md section 11).</summary>
        public bool Unlimited { get; init; }
    }
}
