using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>How it is told what became of a fact.</summary>
internal static class FactAnswer
{
    private const int Done = 1;

    /// <param name="write">The operation's ordinary answer with a requestStatus.</param>
    public static Answered Tell(Acceptance acceptance, Func<int, string> write) => acceptance switch
    {
        Acceptance.Accepted => new Answered(200, write(Done)),
        Acceptance.Refused { Refusal: var refusal } => EmipRefusals.For(refusal.Kind) is { RequestStatus: { } status }
            ? new Answered(200, write(status), refusal)
            : Answered.Fault(EmipRefusals.For(refusal.Kind), refusal),
        // What the journal says of itself is for operators.
        _ => Answered.Busy,
    };
}
