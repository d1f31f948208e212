using System.Net;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Outbound;

/// <summary>What an answer means for what was said (translation.md section 11, second table).</summary>
internal static class OcpiOutcomes
{
    // Words by which peers say that they have it already; OCPI has no code for that.
    private static readonly string[] Already = ["duplicate", "already", "exists"];

    // What a partner gets that says "too often" without saying how long to wait.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="repeat">An earlier attempt may have been heard: "I have that" is a success then.</param>
    public static Outcome Of(OcpiReply reply, bool repeat) => reply switch
    {
        OcpiReply.Unheard unheard => new Outcome.Unreachable(unheard.Text),
        OcpiReply.Lost lost => new Outcome.InDoubt(lost.Text),
        OcpiReply.Answered answered => Of(answered, answered.Whole ? Envelope.Read(answered.Body, out _) : null, repeat),
        _ => throw new ArgumentOutOfRangeException(nameof(reply), reply, "This reply has no outcome."),
    };

    private static Outcome Of(OcpiReply.Answered answered, Envelope? envelope, bool repeat)
    {
        var status = (int)answered.Status;
        var text = envelope?.Message ?? $"HTTP {status}";
        return answered.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new Outcome.Unreachable($"HTTP {status}: {text}", PausePartner: true),
            HttpStatusCode.TooManyRequests => new Outcome.Unreachable($"HTTP {status}: {text}", answered.RetryAfter ?? Patience),
            HttpStatusCode.RequestTimeout => new Outcome.Unreachable($"HTTP {status}: {text}", answered.RetryAfter),
            _ when status >= 500 => new Outcome.Unreachable($"HTTP {status}: {text}", answered.RetryAfter),
            _ when answered.IsSuccess => OfSuccess(answered, envelope, repeat),
            HttpStatusCode.Conflict when repeat => new Outcome.Delivered("they had it already"),
            _ when repeat && SaysAlready(envelope) => new Outcome.Delivered("they had it already"),
            _ => new Outcome.Refused($"HTTP {status}", envelope is null ? text : $"{envelope.Code} {text}"),
        };
    }

    private static Outcome OfSuccess(OcpiReply.Answered answered, Envelope? envelope, bool repeat)
    {
        if (envelope is null) return new Outcome.InDoubt($"HTTP {(int)answered.Status} with a body that is no OCPI answer");
        if (OcpiStatus.IsSuccess(envelope.Code)) return new Outcome.Delivered(answered.Location);
        if (OcpiStatus.IsPassing(envelope.Code)) return new Outcome.Unreachable($"OCPI {envelope.Code}: {envelope.Message}", answered.RetryAfter);
        if (repeat && SaysAlready(envelope)) return new Outcome.Delivered("they had it already");
        return envelope.Code is >= 2000 and < 5000
            ? new Outcome.Refused($"OCPI {envelope.Code}", envelope.Message ?? "no reason given")
            : new Outcome.InDoubt($"HTTP {(int)answered.Status} with status_code {envelope.Code}, which OCPI does not know");
    }

    private static bool SaysAlready(Envelope? envelope) =>
        envelope is { Message: { } message } && OcpiStatus.IsClientError(envelope.Code)
        && Already.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase));
}
