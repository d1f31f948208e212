using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>A request whose sender is proven and may speak for the operator that it names.</summary>
internal sealed record Asked(Heard Heard, Partner Partner, RequestRoot Root, Document Document, HeaderBlock Header, PartyId Operator)
{
    public EmipOptions Options => (EmipOptions)Partner.Settings;

    /// <summary>The operation's ordinary answer, its children qualified as those of the request were (emip.md 7.2).</summary>
    public string Write(Action<IDocumentWriter> members) =>
        SoapEnvelope.Write(Root.Namespace, Root.AnswerName, Document.Qualified, members);
}

/// <summary>What the partner gets.</summary>
/// <param name="Refusal">Why it is no success; null when it is one.</param>
internal sealed record Answered(int HttpStatus, string Text, Refusal? Refusal = null)
{
    private const int MaxReason = 2000;

    /// <summary>Nothing was taken, for want of a journal or of room: eMIP's clients send again what is answered 503.</summary>
    public static Answered Busy { get; } = Fault(EmipRefusals.Busy, new Refusal(RefusalKind.Unknown, "", "busy: nothing was taken; send it again later"));

    /// <summary>Seconds, on 503; null where nobody can tell.</summary>
    public int? RetryAfter { get; init; }

    public static Answered Fault(Telling telling, Refusal refusal)
    {
        var reason = refusal.ToString();
        return new Answered(telling.HttpStatus, SoapEnvelope.WriteFault(telling.FaultCode!, reason.Length > MaxReason ? reason[..MaxReason] : reason), refusal);
    }
}
