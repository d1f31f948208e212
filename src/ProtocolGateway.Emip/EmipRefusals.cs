using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip;

/// <summary>How each refusal is told (translation.md section 11, emip.md 4): the one table.</summary>
internal static class EmipRefusals
{
    // Malformed is 400, which eMIP clients never send again; 500 would come back three times.
    public static Telling Sender { get; } = Telling.Fault(400, "Sender");
    public static Telling WrongCredentials { get; } = Telling.Fault(401, "Sender");
    public static Telling TooLarge { get; } = Telling.Fault(413, "Sender");
    public static Telling OtherMediaType { get; } = Telling.Fault(415, "Sender");
    public static Telling Busy { get; } = Telling.Fault(503, "Receiver");
    public static Telling OwnFailure { get; } = Telling.Fault(500, "Receiver");

    public static Telling For(RefusalKind kind) => kind switch
    {
        RefusalKind.Malformed => Sender,
        RefusalKind.BadContent => Sender,
        RefusalKind.UnknownOperation => Sender,
        RefusalKind.UnknownPartner => Sender,
        RefusalKind.ForeignParty => Sender,
        RefusalKind.Impossible => Sender,
        RefusalKind.DiffersFromFirst => Telling.Status(10701),
        RefusalKind.Unknown => Telling.Status(10501),
        RefusalKind.ForeignSession => Telling.Status(10508),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A refusal that eMIP has no words for."),
    };

    /// <summary>VersionMismatch and MustUnderstand on 400 too, not on SOAP's usual 500.</summary>
    public static Telling Envelope(string code) => Telling.Fault(400, code);
}

/// <summary>An HTTP status with a SOAP fault's code, or with a requestStatus in an ordinary answer.</summary>
internal sealed record Telling(int HttpStatus, string? FaultCode, int? RequestStatus)
{
    public static Telling Fault(int httpStatus, string code) => new(httpStatus, code, null);

    public static Telling Status(int requestStatus) => new(200, null, requestStatus);
}
