using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Outbound;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Protocols;
using ProtocolGateway.Questions;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>What came of our own commands comes to the address that we gave with each (ocpi.md 5.6, 5.7).</summary>
internal sealed class ResultTaking(IMappings mappings)
{
    /// <param name="name">The command as the address calls it.</param>
    public async Task<Answer> PostAsync(OcpiCall call, string module, string? name)
    {
        var (body, tooLarge) = await call.ReadBodyAsync();
        if (tooLarge is not null) return tooLarge;
        if (ResultAddress.Read(module, name) is not { } type || !OcpiQuestions.Of(type).Exists(call.Version))
            return await call.RefuseAsync(body, new Refusal(RefusalKind.Unknown, "", "no such command"));
        var mapping = mappings.Current.Find(call.Version.Dialect, OcpiQuestions.ResultOf(type).Mapping!, call.Partner.Id)!;
        var (reading, _, unreadable) = Questioning.Read(call, body, mapping, AnswerReading.Bare);
        if (unreadable is not null) return await call.RefuseAsync(body, unreadable);
        if (((CommandCompleted)reading!.Message!).Answer is not { Result: not null } result)
            return await call.RefuseAsync(body, new Refusal(RefusalKind.BadContent, "result", "missing"));

        var results = call.Http.RequestServices.GetRequiredService<ICommandResults>();
        var acceptance = await results.TakeAsync(call.Heard(body), call.Value("id")!, result, taken => Tell(call, taken).Json);
        return Tell(call, acceptance);
    }

    private static Answer Tell(OcpiCall call, Acceptance acceptance) => acceptance switch
    {
        Acceptance.Accepted => Answer.Ok(Envelope.Write(OcpiStatus.Success, null, call.At)),
        Acceptance.Refused refused => OcpiRefusals.Answer(refused.Refusal, call.At),
        Acceptance.Busy busy => Answer.Busy(busy.Text, call.At),
        _ => throw new ArgumentOutOfRangeException(nameof(acceptance), acceptance, "This acceptance has no answer in OCPI."),
    };
}
