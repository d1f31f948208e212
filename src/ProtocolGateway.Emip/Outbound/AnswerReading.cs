using System.Globalization;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Outbound;

/// <summary>What a partner's answer means for a delivery (translation.md section 11, second table).</summary>
internal static class AnswerReading
{
    // What a partner gets that says "too often" without saying how long to wait.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="trouble">Why the call failed on our side; null when it didn't.</param>
    /// <param name="repeat">An earlier attempt may have been heard.</param>
    public static Outcome Judge(Call call, string? trouble, bool repeat) => Judge(call, trouble, (_, status, text) => Status(status, text, repeat));

    /// <param name="read">What an ordinary answer means: its body, its requestStatus as a number, and as it stands.</param>
    public static Outcome Judge(Call call, string? trouble, Func<SoapBody, long, string, Outcome> read) => call switch
    {
        { Status: null, BodySent: true } => new Outcome.InDoubt($"sent, but no answer came: {trouble}"),
        { Status: null } => new Outcome.Unreachable(trouble ?? "nothing could be sent"),
        { Status: 401 or 403 } => new Outcome.Unreachable($"HTTP {call.Status}: the partner does not accept our credentials", call.RetryAfter, PausePartner: true),
        { Status: 429 } => new Outcome.Unreachable("HTTP 429", call.RetryAfter ?? Patience),
        { Status: 408 or > 500 } => new Outcome.Unreachable($"HTTP {call.Status}", call.RetryAfter),
        { Status: >= 200 and < 300, Answer: null } => new Outcome.InDoubt($"HTTP {call.Status}, but the answer broke off or is too long"),
        _ => Read(call, read),
    };

    private static Outcome Read(Call call, Func<SoapBody, long, string, Outcome> read)
    {
        var fault = call.Answer is null ? null : FaultReading.Find(call.Answer);
        // A fault says more than the status that it came with.
        if (fault is { OurFault: true }) return new Outcome.Refused($"fault {fault.Code}", fault.Reason);
        if (fault is not null) return new Outcome.Unreachable($"HTTP {call.Status}, fault {fault.Code}: {fault.Reason}", call.RetryAfter);
        if (call.Status >= 500) return new Outcome.Unreachable($"HTTP {call.Status}", call.RetryAfter);
        if (call.Status is < 200 or >= 300) return new Outcome.Refused($"HTTP {call.Status}", $"answered with HTTP {call.Status}");

        var body = SoapReader.Read(call.Answer, out var wrong);
        var text = body?.Document.Root.Text("requestStatus");
        return WireText.LeadingNumber(text) is { } status
            ? read(body!, status, text!)
            : new Outcome.InDoubt($"HTTP {call.Status}, but the answer can't be read: {wrong?.Text ?? "it has no requestStatus"}");
    }

    private static Outcome Status(long status, string text, bool repeat) => status switch
    {
        1 => new Outcome.Delivered(),
        701 or 10701 when repeat => new Outcome.Delivered($"eMIP {status}: the partner has it from an earlier attempt"),
        10207 or 10504 or 10505 => new Outcome.Unreachable($"eMIP {text}: the partner could not pass it on"),
        701 or (>= 201 and <= 206) or < 0 or >= 10000 => new Outcome.Refused(Code(status), $"answered with requestStatus {text}"),
        0 => new Outcome.InDoubt("answered with requestStatus 0, which says nothing"),
        _ => new Outcome.Delivered($"eMIP {text}"),
    };

    private static string Code(long status) => string.Create(CultureInfo.InvariantCulture, $"eMIP {status}");
}
