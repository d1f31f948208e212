using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Protocols;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Questions;

/// <inheritdoc/>
internal sealed class CommandResults(
    JournalWriter writer, Dispatcher dispatcher, AwaitedResults awaited, PartnerActivity activity, ExchangeMeter meter, TimeProvider time) : ICommandResults
{
    public async Task<Acceptance> TakeAsync(Heard heard, string command, CommandAnswered result, Func<Acceptance, string> answer)
    {
        var partner = heard.Partner ?? throw new ArgumentException("A result needs a partner who told it.", nameof(heard));
        activity.HeardFrom(partner, heard.ReceivedAt);
        var written = await writer.WriteAsync(new ResultWork(heard, command, result, answer, time.GetUtcNow())).ConfigureAwait(false);
        var taken = written.Value ?? new Taken(new Acceptance.Busy(written.Unavailable!.Text), []);
        foreach (var due in taken.Due) dispatcher.Offer(due);
        if (taken.Acceptance is Acceptance.Accepted) awaited.Come(command);
        meter.Taken(heard, taken.Acceptance);
        return taken.Acceptance;
    }
}

/// <summary>A result being taken.</summary>
internal sealed class ResultWork(Heard heard, string id, CommandAnswered result, Func<Acceptance, string> answer, DateTimeOffset now) : JournalWork<Taken>
{
    public override IReadOnlyCollection<long> Names => [ResultOwing.Name(id)];

    protected override Taken Write(JournalSession journal)
    {
        if (journal.Commands.Find(id) is not { } command || command.AskedId != heard.Partner!.Id) return Refuse(journal);
        var accepted = new Acceptance.Accepted(Guid.CreateVersion7(now), command.Result is not null, null);
        // The one thing that is told again: a CPO may take a reservation back.
        if (command.Result is null || (result.Result == CommandResult.CANCELED_RESERVATION && command.Result.Result != result.Result))
        {
            if (command is { Result: null, Told: true } && result.Result != CommandResult.ACCEPTED) Report(journal, command);
            return new(accepted, ResultOwing.Settle(journal, command, result, heard, answer(accepted), null, now) is { } due ? [due] : []);
        }
        journal.Exchanges.Insert(accepted.ExchangeId, heard, ExchangeResult.Repeated, answer(accepted), ResultOwing.Key(id), session: command.SessionId);
        if (command.Result.Result != result.Result) Report(journal, command);
        return new(accepted, []);
    }

    /// <summary>The asker was told something else, and nothing can tell it better.</summary>
    private void Report(JournalSession journal, KnownCommand command) => journal.Upkeep.Find(
        "LateCommandResult",
        $"{command.AskedId} says {result.Result} of the {command.Question} of {command.AskerId}, who was told {command.Result?.Result ?? CommandResult.ACCEPTED} before.",
        ResultOwing.Key(id), now);

    private Taken Refuse(JournalSession journal)
    {
        var refusal = new Refusal(RefusalKind.Unknown, "", "no such command");
        var refused = new Acceptance.Refused(refusal);
        journal.Exchanges.Insert(Guid.CreateVersion7(now), heard, ExchangeResult.Refused, answer(refused), refusal: refusal.ToString());
        return new(refused, []);
    }
}
