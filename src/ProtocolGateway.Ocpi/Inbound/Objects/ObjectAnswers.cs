using Microsoft.AspNetCore.Http;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Protocols;
using ProtocolGateway.Publishing;

namespace ProtocolGateway.Ocpi.Inbound.Objects;

/// <summary>What became of an object, in OCPI's codes (ocpi.md 1.5).</summary>
internal static class ObjectAnswers
{
    public static Refusal NotThere { get; } = new(RefusalKind.Unknown, "", "nothing is known by this address");

    public static Answer To(Publication publication, OcpiCall call) => publication switch
    {
        Publication.Taken taken =>
            new(taken.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK, Envelope.Write(OcpiStatus.Success, null, call.At)),
        Publication.Refused refused => OcpiRefusals.Answer(refused.Refusal, call.At),
        Publication.Busy busy => Answer.Busy(busy.Text, call.At),
        _ => throw new ArgumentOutOfRangeException(nameof(publication), publication, "This has no answer in OCPI."),
    };

    /// <summary>The object, or the part of it that the address names, in the caller's version.</summary>
    public static Answer Whole(object record, ObjectAddress address, ObjectModule module, ObjectReader reader, OcpiCall call)
    {
        if (reader.Write(record, module.Mapping, call, out var hold) is not { } json)
            return Answer.Plain(StatusCodes.Status200OK, OcpiStatus.ServerError, hold!.Text, call.At);
        return new ObjectTree(json).Find(address) is { } parts
            ? Answer.Ok(Envelope.Write(OcpiStatus.Success, null, call.At, data =>
            {
                parts[^1].WriteTo(data);
                return true;
            })!)
            : Unknown(module, call);
    }

    /// <summary>404, with the code of what is missing. 2.1.1 has no code for tokens.</summary>
    public static Answer Unknown(ObjectModule module, OcpiCall call)
    {
        var code = module.UnknownCode == OcpiStatus.UnknownToken && !call.Version.Routes ? OcpiStatus.InvalidParameters : module.UnknownCode;
        return Answer.Plain(StatusCodes.Status404NotFound, code, OcpiRefusals.Message(NotThere), call.At);
    }
}
