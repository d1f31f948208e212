using Microsoft.AspNetCore.Http;
using ProtocolGateway.Ocpi.Inbound;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi;

/// <summary>
/// Refusals in OCPI's codes (ocpi.md 1.5, 1.6; translation.md section 11). Valid JSON at an existing address from a known
/// sender is HTTP 200 whatever is wrong with it: senders that store and forward resend anything else for ever.
/// </summary>
internal static class OcpiRefusals
{
    private const int LongestMessage = 4000;

    /// <summary>The HTTP status and the OCPI code of each kind.</summary>
    public static (int Http, int Code) CodesOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Malformed => (StatusCodes.Status400BadRequest, OcpiStatus.InvalidParameters),
        RefusalKind.BadContent => (StatusCodes.Status200OK, OcpiStatus.InvalidParameters),
        RefusalKind.UnknownOperation => (StatusCodes.Status404NotFound, OcpiStatus.ClientError),
        RefusalKind.UnknownPartner => (StatusCodes.Status401Unauthorized, OcpiStatus.ClientError),
        RefusalKind.ForeignParty => (StatusCodes.Status200OK, OcpiStatus.InvalidParameters),
        RefusalKind.Impossible => (StatusCodes.Status200OK, OcpiStatus.InvalidParameters),
        RefusalKind.DiffersFromFirst => (StatusCodes.Status200OK, OcpiStatus.InvalidParameters),
        RefusalKind.Unknown => (StatusCodes.Status404NotFound, OcpiStatus.ClientError),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind has no code in OCPI."),
    };

    public static Answer Answer(Refusal refusal, DateTimeOffset at)
    {
        var (http, code) = CodesOf(refusal.Kind);
        return Inbound.Answer.Plain(http, code, Message(refusal), at);
    }

    /// <summary>Place and fault of each, so that the sender can find it: <c>cdr_token/uid: missing; ...</c></summary>
    public static string Message(Refusal refusal)
    {
        var text = refusal.ToString();
        return text.Length <= LongestMessage ? text : string.Concat(text.AsSpan(0, LongestMessage), " ...");
    }
}
