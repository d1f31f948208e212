using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>One request of a partner that we recognised, and what it takes to answer it.</summary>
internal sealed class OcpiCall(
    HttpContext http, IntakePlace place, OcpiCaller caller, PartnerBook book, OcpiTarget target, string rawTarget, DateTimeOffset at, ILogger log)
{
    private readonly Partner partner = caller.Partner;
    private readonly string operation = target.Route!.Operation;

    public HttpContext Http => http;

    public IntakePlace Place => place;

    public OcpiCaller Caller => caller;

    public Partner Partner => partner;

    public PartnerBook Book => book;

    /// <summary>The version whose address was called; the partner's own for the list of versions.</summary>
    public OcpiVersion Version => target.Version ?? ((OcpiOptions)partner.Settings).Version;

    /// <summary>The interface that was called; null for the version pages.</summary>
    public ModuleInterface? Interface => target.Interface;

    /// <summary>Who speaks to whom; empty where the headers are missing or mean nothing.</summary>
    public RoutingHeaders Routing { get; set; } = RoutingHeaders.None;

    /// <summary>When it came; the time of its answer too, so that the answer is the same each time it is written.</summary>
    public DateTimeOffset At => at;

    public IGateway Gateway { get; } = http.RequestServices.GetRequiredService<IGateway>();

    public CancellationToken Cancellation => http.RequestAborted;

    /// <summary>An id of the address by its name in the route's pattern; null where an optional one is not there.</summary>
    public string? Value(string name) => target.Values.GetValueOrDefault(name);

    /// <summary>A query parameter; null where it is missing or empty.</summary>
    public string? Query(string name) => http.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>
    /// The address that partners know us by, without a slash at its end. Where nobody set it, the one that this caller used.
    /// </summary>
    public string PublicUrl
    {
        get
        {
            var set = http.RequestServices.GetService<IConfiguration>()?["Gateway:PublicUrl"];
            return (string.IsNullOrWhiteSpace(set) ? $"{http.Request.Scheme}://{http.Request.Host}" : set.Trim()).TrimEnd('/');
        }
    }

    /// <summary>The body; or, when it is too large to be read, the answer that says so.</summary>
    public async Task<(byte[] Body, Answer? TooLarge)> ReadBodyAsync()
    {
        if (await RequestBody.ReadAsync(http.Request, Cancellation) is { } body)
        {
            place.Read(body.Length);
            return (body, null);
        }
        var refusal = new Refusal(RefusalKind.Malformed, "", $"the body has more than {RequestBody.Most} bytes");
        var answer = OcpiRefusals.Answer(refusal, at) with { HttpStatus = StatusCodes.Status413PayloadTooLarge };
        return ([], await RefuseAsync(default, refusal, answer));
    }

    /// <summary>Journals the refusal, and gives back the answer that tells it in OCPI's codes.</summary>
    public Task<Answer> RefuseAsync(ReadOnlyMemory<byte> body, Refusal refusal) => RefuseAsync(body, refusal, OcpiRefusals.Answer(refusal, at));

    /// <summary>Journals the refusal, and gives back its answer.</summary>
    public async Task<Answer> RefuseAsync(ReadOnlyMemory<byte> body, Refusal refusal, Answer answer)
    {
        OcpiEvents.Refused(log, http.Request.Method, http.Request.Path, partner.Id, answer.HttpStatus, refusal.ToString());
        await Gateway.RefuseAsync(Heard(body), refusal, answer.Json, Cancellation);
        return answer;
    }

    public Heard Heard(ReadOnlyMemory<byte> body) => new()
    {
        Partner = partner,
        Protocol = OcpiProtocol.ProtocolName,
        Operation = operation,
        ReceivedAt = at,
        Body = body,
        Headers = OcpiHeaders.Write(http.Request, rawTarget),
    };
}
