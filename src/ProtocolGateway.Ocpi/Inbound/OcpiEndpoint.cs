using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Ocpi.Upkeep;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>Everything below <c>/ocpi</c>: whatever is asked, the answer has OCPI's envelope.</summary>
internal sealed class OcpiEndpoint(OcpiAddresses addresses, TimeProvider time, ILogger logger)
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
        var raw = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var target = addresses.Find(http.Request.Method, OcpiPath.Segments(raw));
        var book = http.RequestServices.GetRequiredService<PartnerBook>();
        if (await CallerAsync(http, at) is not { } caller || !caller.MayUse(target))
            return await RefuseStrangerAsync(http, raw, target, at);

        var partner = caller.Partner;
        if (target is not { Route.Unlimited: true } && limits.Take(partner, at) is { } seconds)
            return Answer.Plain(StatusCodes.Status429TooManyRequests, OcpiStatus.ClientError, $"too many requests; wait {seconds} s", at) with
            {
                RetryAfter = seconds,
            };
        if (target is null) return OcpiRefusals.Answer(new Refusal(RefusalKind.UnknownOperation, "", "nothing is served at this address"), at);
        if (target.Route is not { } route)
        {
            var allowed = string.Join(", ", target.Allowed);
            return Answer.Plain(StatusCodes.Status405MethodNotAllowed, OcpiStatus.ClientError, $"this address takes {allowed} only", at) with { Allow = allowed };
        }

        var call = new OcpiCall(http, place, caller, book, target, raw, at, logger);
        return target.Routes && await RefuseRoutingAsync(call) is { } refused ? refused : await route.AnswerAsync(call);
    }

    private static Answer TurnAway(HttpContext http, DateTimeOffset at)
    {
        NoteFailure(http, at);
        return Answer.Busy("too much at once: nothing was taken", at);
    }

    /// <summary>What a partner could not tell it is asked for later; a stranger has nothing to be asked for.</summary>
    private static void NoteFailure(HttpContext http, DateTimeOffset at)
    {
        if (Caller(http, at) is { ToRegister: false } caller) http.RequestServices.GetRequiredService<IGateway>().Failed(caller.Partner, at);
    }

    /// <summary>Who calls; a token that is not known here may be one that another node agreed on just now.</summary>
    private static async Task<OcpiCaller?> CallerAsync(HttpContext http, DateTimeOffset at)
    {
        var registry = http.RequestServices.GetRequiredService<Registry>();
        var caller = Caller(http, at);
        if (caller is null or { ToRegister: true })
        {
            await registry.CatchUpAsync(at, http.RequestAborted);
            caller = Caller(http, at);
        }
        if (caller is { ToRegister: false, Partner.Settings: OcpiOptions { Registers: true } }) await registry.SeenAsync(caller.Partner, caller.Hash);
        return caller;
    }

    private static OcpiCaller? Caller(HttpContext http, DateTimeOffset at) =>
        OcpiCaller.Recognise(http.Request.Headers.Authorization, http.RequestServices.GetRequiredService<PartnerBook>(), at);

    /// <summary>Checks the routing headers and mirrors them; null when nothing is wrong with them.</summary>
    private static async Task<Answer?> RefuseRoutingAsync(OcpiCall call)
    {
        var routing = call.Routing = RoutingHeaders.Read(call.Http.Request.Headers, call.Partner, out var refusal);
        routing.Mirror(call.Http.Response.Headers, call.Book.Gateway);
        if (refusal is null && routing.Reaches(call.Book)) return null;

        var answer = refusal is not null ? OcpiRefusals.Answer(refusal, call.At) : null;
        refusal ??= new Refusal(RefusalKind.Unknown, OcpiHeaders.ToParty, $"{routing.To} is not known here");
        answer ??= Answer.Plain(StatusCodes.Status200OK, OcpiStatus.UnknownReceiver, OcpiRefusals.Message(refusal), call.At);
        if (HttpMethods.IsGet(call.Http.Request.Method)) return answer;
        var body = await RequestBody.ReadAsync(call.Http.Request, call.Cancellation);
        return await call.RefuseAsync(body, refusal, answer);
    }

    /// <summary>Journaled where something could have been lost, without the body: a stranger must not fill the disk.</summary>
    private async Task<Answer> RefuseStrangerAsync(HttpContext http, string raw, OcpiTarget? target, DateTimeOffset at)
    {
        OcpiEvents.Stranger(logger, http.Request.Method, http.Request.Path, http.Connection.RemoteIpAddress);
        var refusal = new Refusal(RefusalKind.UnknownPartner, "Authorization", "the token is missing or unknown");
        var answer = OcpiRefusals.Answer(refusal, at);
        if (target?.Route is not { Method: not "GET" } route) return answer;
        var heard = new Heard
        {
            Protocol = OcpiProtocol.ProtocolName,
            Operation = route.Operation,
            ReceivedAt = at,
            Body = default,
            Headers = OcpiHeaders.Write(http.Request, raw),
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
        if (answer.Link is not null) response.Headers[OcpiHeaders.Link] = $"<{answer.Link}>; rel=\"next\"";
        if (answer.TotalCount is { } total) response.Headers[OcpiHeaders.TotalCount] = total.ToString(CultureInfo.InvariantCulture);
        if (answer.Limit is { } limit) response.Headers[OcpiHeaders.Limit] = limit.ToString(CultureInfo.InvariantCulture);
        if (answer.RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var bytes = Encoding.UTF8.GetBytes(answer.Json);
        response.ContentLength = bytes.Length;
        return response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }
}
