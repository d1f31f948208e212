using System.Globalization;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Questions;

/// <summary>Stops sessions that have reached a ceiling which their CPO could not be told (translation.md section 5, <c>stop-at-limit</c>).</summary>
internal sealed class LimitStops(PartnerBook partners, IQuestions questions, JournalWriter writer, TimeProvider time, ILogger<LimitStops> logger)
{
    /// <summary>True when the reading reaches a ceiling for the first time, and the CPO is one that is to be stopped then.</summary>
    public static bool IsReached(RememberedSession session, Session reading, Partner cpo) =>
        cpo.Questions.Limits == LimitPolicy.StopAtLimit && session is { LimitReached: not true, Limits: { Count: > 0 } limits }
        && session.State is not (SessionState.ENDED or SessionState.CLOSED or SessionState.REFUSED)
        && limits.Any(limit => Reached(limit, reading));

    /// <summary>Asks the CPO to stop; a finding where it doesn't take it. Never throws.</summary>
    public async Task StopAsync(RememberedSession session)
    {
#pragma warning disable CA1031 // Nobody waits for it.
        try
        {
            await AskAsync(session).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            QuestionLog.NotStopped(logger, session.ServiceId, e);
        }
#pragma warning restore CA1031
    }

    private async Task AskAsync(RememberedSession session)
    {
        if (session.Cpo is not { } cpo || partners.Find(Role.CPO, cpo) is not { } partner) return;
        var now = time.GetUtcNow();
        var stop = SessionCommands.For(session, partner, new ActOnSession
        {
            AskedBy = session.Emsp,
            Type = SessionActionType.STOP,
            Id = $"GTW-{Guid.CreateVersion7(now):N}",
            At = now,
            CommandId = Guid.NewGuid().ToString("N"),
        });
        var answer = await questions.AskAsync<ActOnSession, CommandAnswered>(partner.Id, stop, now + partner.Questions.CommandWithin, CancellationToken.None).ConfigureAwait(false);
        if (SessionCommands.Result(answer) is CommandResult.ACCEPTED) return;
        await writer.WriteAsync(journal =>
        {
            journal.Upkeep.Find(
                "LimitNotStopped", $"The session of {session.Cpo} and {session.Emsp} at {session.EvseId} has reached a ceiling, and {partner.Id} says {SessionCommands.Result(answer)} to the stop.",
                session.ServiceId, time.GetUtcNow());
            return true;
        }).ConfigureAwait(false);
    }

    /// <summary>Meters by eMIP's types: 1 is time, 2 energy, 3 money (emip.md 3.2).</summary>
    private static bool Reached(MeterReading limit, Session reading) => limit.Type switch
    {
        "1" => Minutes(limit) is { } minutes && (decimal?)reading.TotalTime?.TotalMinutes >= minutes,
        "2" => limit.Value is { } energy && reading.Kwh >= (string.Equals(limit.Unit, "Wh", StringComparison.OrdinalIgnoreCase) ? energy / 1000 : energy),
        "3" => limit.Value is { } money && reading.TotalCost?.BeforeTaxes >= money,
        _ => false,
    };

    private static decimal? Minutes(MeterReading limit) => limit.Unit?.ToUpper(CultureInfo.InvariantCulture) switch
    {
        "H" => limit.Value * 60,
        "S" => limit.Value / 60,
        _ => limit.Value,
    };
}
