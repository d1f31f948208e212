using System.Globalization;
using Microsoft.AspNetCore.Http;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>How fast sessions charge: limits that eMSPs set, what CPOs tell of them, and what drivers wish (ocpi.md 5.2, 5.7).</summary>
internal sealed class ProfileTaking(IMappings mappings)
{
    public async Task<Answer> AskAsync(OcpiCall call, ChargingProfileAction action)
    {
        var (body, tooLarge) = await call.ReadBodyAsync();
        if (tooLarge is not null) return tooLarge;
        var change = new ChangeChargingProfile();
        var url = call.Query("response_url");
        if (action == ChargingProfileAction.SET)
        {
            var (reading, root, unreadable) = Questioning.Read(call, body, Mapping(call, "set-charging-profile"));
            if (unreadable is not null) return await call.RefuseAsync(body, unreadable);
            (change, url) = ((ChangeChargingProfile)reading!.Message!, root.Text("response_url"));
        }
        int? duration = int.TryParse(call.Query("duration"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
        if (action == ChargingProfileAction.GET && duration is null)
            return await call.RefuseAsync(body, new Refusal(RefusalKind.BadContent, "duration", "missing, or no number of seconds"));
        if (Questioning.CheckUrl(call, url) is { } bad) return await call.RefuseAsync(body, bad);
        if (Questioning.Asker(call, Role.EMSP, out var refusal) is not { } emsp) return await call.RefuseAsync(body, refusal!);

        var type = action switch
        {
            ChargingProfileAction.GET => CommandType.GET_CHARGING_PROFILE,
            ChargingProfileAction.SET => CommandType.SET_CHARGING_PROFILE,
            _ => CommandType.CLEAR_CHARGING_PROFILE,
        };
        var answering = Mapping(call, "charging-profile-answered");
        return await Questioning.AskAsync(call, new HeardQuestion
        {
            Heard = call.Heard(body),
            Question = change with { Emsp = emsp, Action = action, CpoSessionId = call.Value("session"), Duration = duration },
            Transaction = Questioning.Transaction(call, url!),
            Later = new(type, url!),
            Answer = answer => Questioning.WriteCommand(call, answering, (CommandAnswered)answer),
        }, Answer.Ok);
    }

    /// <summary>A CPO tells what it will do from now on.</summary>
    public async Task<Answer> ReportAsync(OcpiCall call)
    {
        var (body, tooLarge) = await call.ReadBodyAsync();
        if (tooLarge is not null) return tooLarge;
        var (reading, _, unreadable) = Questioning.Read(call, body, Mapping(call, "charging-profile-reported"));
        if (unreadable is not null) return await call.RefuseAsync(body, unreadable);
        if (Questioning.Asker(call, Role.CPO, out var refusal) is not { } cpo) return await call.RefuseAsync(body, refusal!);
        var status = StatusCodes.Status200OK;
        return await Questioning.AskAsync(call, new HeardQuestion
        {
            Heard = call.Heard(body),
            Question = (ReportChargingProfile)reading!.Message! with { Cpo = cpo, CpoSessionId = call.Value("session") },
            Losses = reading.Losses,
            Answer = answer =>
            {
                (status, var json) = Told(call, ((CommandAnswered)answer).Result!.Value);
                return json;
            },
        }, json => new Answer(status, json));
    }

    public async Task<Answer> PutPreferencesAsync(OcpiCall call)
    {
        var (body, tooLarge) = await call.ReadBodyAsync();
        if (tooLarge is not null) return tooLarge;
        var (reading, _, unreadable) = Questioning.Read(call, body, Mapping(call, "charging-preferences"));
        if (unreadable is not null) return await call.RefuseAsync(body, unreadable);
        if (Questioning.Asker(call, Role.EMSP, out var refusal) is not { } emsp) return await call.RefuseAsync(body, refusal!);
        var status = StatusCodes.Status200OK;
        return await Questioning.AskAsync(call, new HeardQuestion
        {
            Heard = call.Heard(body),
            Question = (SetChargingPreferences)reading!.Message! with { Emsp = emsp, CpoSessionId = call.Value("session") },
            Losses = reading.Losses,
            Answer = answer =>
            {
                (status, var json) = Tell(call, (ChargingPreferencesAnswered)answer);
                return json;
            },
        }, json => new Answer(status, json));
    }

    private CompiledMapping Mapping(OcpiCall call, string name) => mappings.Current.Find(call.Version.Dialect, name, call.Partner.Id)!;

    private static (int, string) Tell(OcpiCall call, ChargingPreferencesAnswered answer) => answer.Result is { } result
        ? (StatusCodes.Status200OK, Envelope.Write(OcpiStatus.Success, null, call.At, data =>
        {
            data.WriteStringValue(result.ToString());
            return true;
        })!)
        : Told(call, answer.Trouble ?? CommandResult.FAILED);

    /// <summary>Why nothing came of what is answered while the asker waits.</summary>
    private static (int, string) Told(OcpiCall call, CommandResult result) => result switch
    {
        CommandResult.ACCEPTED => (StatusCodes.Status200OK, Envelope.Write(OcpiStatus.Success, null, call.At)),
        CommandResult.UNKNOWN_SESSION or CommandResult.FOREIGN_SESSION => (StatusCodes.Status404NotFound, Envelope.Write(OcpiStatus.InvalidParameters, "no such session", call.At)),
        CommandResult.NOT_SUPPORTED or CommandResult.TAKES_NONE =>
            (StatusCodes.Status404NotFound, Envelope.Write(OcpiStatus.InvalidParameters, "the session's other side takes none", call.At)),
        CommandResult.TIMEOUT => (StatusCodes.Status200OK, Envelope.Write(OcpiStatus.ForwardingTimedOut, "the session's other side gave no answer in time", call.At)),
        CommandResult.UNREACHABLE or CommandResult.NO_OTHER_SIDE =>
            (StatusCodes.Status200OK, Envelope.Write(OcpiStatus.ReceiverNotConnected, "the session's other side can't be reached", call.At)),
        _ => (StatusCodes.Status200OK, Envelope.Write(OcpiStatus.ServerError, "the session's other side gave no answer that could be read", call.At)),
    };
}
