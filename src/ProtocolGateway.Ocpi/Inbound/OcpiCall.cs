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
    HttpContext http, IntakePlace place, Partner partner, PartnerBook book, string target, string operation, DateTimeOffset at, ILogger log)
{
    public HttpContext Http => http;

    public IntakePlace Place => place;

    public Partner Partner => partner;

    public PartnerBook Book => book;

    /// <summary>When it came; the time of its answer too, so that the answer is the same each time it is written.</summary>
    public DateTimeOffset At => at;

    public IGateway Gateway { get; } = http.RequestServices.GetRequiredService<IGateway>();

    public CancellationToken Cancellation => http.RequestAborted;

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
        Headers = OcpiHeaders.Write(http.Request, target),
    };
}
