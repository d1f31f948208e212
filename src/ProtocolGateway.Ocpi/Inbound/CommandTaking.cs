using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>The commands' receiver: an eMSP has something done, is answered at once, and told later what came of it (ocpi.md 5.6, translation.md section 6).</summary>
internal sealed class CommandTaking(IMappings mappings)
{
    public async Task<Answer> PostAsync(OcpiCall call, OcpiOperation operation)
    {
        var (body, tooLarge) = await call.ReadBodyAsync();
        if (tooLarge is not null) return tooLarge;
        var (reading, root, unreadable) = Questioning.Read(call, body, mappings.Current.Find(call.Version.Dialect, operation.Mapping!, call.Partner.Id)!);
        if (unreadable is not null) return await call.RefuseAsync(body, unreadable);
        var url = root.Text("response_url");
        if (Questioning.CheckUrl(call, url) is { } bad) return await call.RefuseAsync(body, bad);
        if (Emsp(call, reading!.Message!, out var refusal) is not { } emsp) return await call.RefuseAsync(body, refusal!);

        var answering = mappings.Current.Find(call.Version.Dialect, operation.AnswerMapping!, call.Partner.Id)!;
        return await Questioning.AskAsync(call, new HeardQuestion
        {
            Heard = call.Heard(body),
            Question = Complete(reading.Message!, emsp, Questioning.Addressed(call, Role.CPO)),
            Losses = reading.Losses,
            Transaction = Questioning.Transaction(call, url!),
            Later = new(operation.Command!.Value, url!),
            HasNoLimits = true,
            Answer = answer => Questioning.WriteCommand(call, answering, (CommandAnswered)answer),
        }, Answer.Ok);
    }

    /// <summary>Whoever owns the token asks, where the command has one: the caller has to speak for it.</summary>
    private static PartyId? Emsp(OcpiCall call, object command, out Refusal? refusal)
    {
        refusal = null;
        var owner = command switch
        {
            StartSession start => start.Token?.Party,
            ReserveNow reserve => reserve.Token?.Party,
            _ => null,
        };
        if (owner is null) return Questioning.Asker(call, Role.EMSP, out refusal);
        if (call.Partner.SpeaksFor(Role.EMSP, owner)) return owner;
        refusal = new(RefusalKind.ForeignParty, "token/party_id", $"{owner} is none of your parties");
        return null;
    }

    private static object Complete(object command, PartyId emsp, PartyId? cpo) => command switch
    {
        StartSession start => start with { Emsp = emsp, Cpo = cpo, Token = start.Token is null ? null : start.Token with { Party = emsp } },
        ActOnSession act => act with { AskedBy = emsp, Cpo = cpo },
        ReserveNow reserve => reserve with { Emsp = emsp, Cpo = cpo, Token = reserve.Token is null ? null : reserve.Token with { Party = emsp } },
        CancelReservation cancel => cancel with { Emsp = emsp, Cpo = cpo },
        UnlockConnector unlock => unlock with { Emsp = emsp, Cpo = cpo },
        _ => throw new ArgumentException($"{command.GetType().Name} is no command of OCPI.", nameof(command)),
    };
}
