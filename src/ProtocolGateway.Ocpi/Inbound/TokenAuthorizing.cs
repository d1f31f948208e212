using Microsoft.AspNetCore.Http;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>Real-time authorisation at our tokens' sender: a CPO asks whether a driver may charge (ocpi.md 5.5, translation.md section 5).</summary>
internal sealed class TokenAuthorizing(IMappings mappings)
{
    private const int LongestReference = 36;

    public async Task<Answer> PostAsync(OcpiCall call)
    {
        var (body, tooLarge) = await call.ReadBodyAsync();
        if (tooLarge is not null) return tooLarge;
        var dialect = call.Version.Dialect;
        var read = body.AsSpan().Trim((byte)' ').IsEmpty
            ? (new Reading(new AuthorizeToken(), [], null, []), default, null)
            : Questioning.Read(call, body, mappings.Current.Find(dialect, "authorize-token", call.Partner.Id)!);
        if (read.Refusal is { } unreadable) return await call.RefuseAsync(body, unreadable);
        if (TokenTypes.Read(call.Query("type")) is not { } type)
            return await call.RefuseAsync(body, new Refusal(RefusalKind.BadContent, "type", $"'{call.Query("type")}' is no TokenType"));
        if (Questioning.Asker(call, Role.CPO, out var refusal) is not { } cpo) return await call.RefuseAsync(body, refusal!);

        var answering = mappings.Current.Find(dialect, "token-authorized", call.Partner.Id)!;
        var status = StatusCodes.Status200OK;
        return await Questioning.AskAsync(call, new HeardQuestion
        {
            Heard = call.Heard(body),
            Question = (AuthorizeToken)read.Reading!.Message! with
            {
                Cpo = cpo,
                Emsp = Questioning.Addressed(call, Role.EMSP),
                Token = new() { Uid = call.Value("uid"), Type = type },
            },
            Losses = read.Reading.Losses,
            HasNoLimits = true,
            Answer = answer =>
            {
                (status, var json) = Tell(call, answering, (TokenAuthorized)answer);
                return json;
            },
        }, json => new Answer(status, json));
    }

    private static (int Status, string Json) Tell(OcpiCall call, CompiledMapping mapping, TokenAuthorized answer)
    {
        // What the eMSP itself says of having no agreement is a refusal; that we know of none is nobody's word.
        if (answer is { Unanswered: UnansweredReason.NO_AGREEMENT, Emsp: not null })
            answer = answer with { Allowed = AllowedType.NOT_ALLOWED, Unanswered = null };
        if (answer.Allowed is null) return Unanswered(call, answer.Unanswered);
        var told = answer.EmspSessionId is { Length: > LongestReference } ? answer with { EmspSessionId = answer.SessionId } : answer;
        if (call.Version.Routes && told.Token is null) return Unknown(call, $"{told.Allowed}, and nobody here knows the token's contract");
        var (json, hold) = Questioning.Write(call, mapping, told);
        return json is null ? Plain(call, OcpiStatus.ServerError, hold!.Text) : (StatusCodes.Status200OK, json);
    }

    private static (int, string) Unanswered(OcpiCall call, UnansweredReason? why) => why switch
    {
        UnansweredReason.UNKNOWN_TOKEN => Unknown(call, "nobody here knows the token"),
        UnansweredReason.NO_AGREEMENT => Unknown(call, "no agreement covers the token"),
        UnansweredReason.PLACE_MISSING => Plain(call, OcpiStatus.NotEnoughInformation, "the eMSP wants to know at which EVSE: name one in evse_uids"),
        UnansweredReason.SEVERAL_PLACES => Plain(call, OcpiStatus.InvalidParameters, "evse_uids: several, and the eMSP wants to know at which EVSE: name one"),
        UnansweredReason.UNKNOWN_PLACE => Plain(call, OcpiStatus.UnknownLocation, "nobody here knows the location or the EVSE"),
        UnansweredReason.TIMEOUT => Plain(call, call.Version.Routes ? OcpiStatus.ForwardingTimedOut : OcpiStatus.ServerError, "the eMSP gave no answer in time"),
        UnansweredReason.UNREACHABLE => Plain(call, call.Version.Routes ? OcpiStatus.ReceiverNotConnected : OcpiStatus.ServerError, "the eMSP can't be reached"),
        _ => Plain(call, OcpiStatus.ServerError, "the eMSP gave no answer that could be read"),
    };

    private static (int, string) Unknown(OcpiCall call, string text) =>
        (StatusCodes.Status404NotFound, Envelope.Write(call.Version.Routes ? OcpiStatus.UnknownToken : OcpiStatus.InvalidParameters, text, call.At));

    private static (int, string) Plain(OcpiCall call, int code, string text) => (StatusCodes.Status200OK, Envelope.Write(code, text, call.At));
}
