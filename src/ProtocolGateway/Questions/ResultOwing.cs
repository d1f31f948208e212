using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Questions;

/// <summary>Writes down what came of a command, and owes it to whoever asked.</summary>
internal static class ResultOwing
{
    private static readonly FactKind Kind = FactKinds.Of(nameof(CommandCompleted));

    public static string Key(string command) => $"command|{command}";

    public static long Name(string command) => JournalName.Of("command", command);

    /// <param name="heard">What told it.</param>
    /// <param name="answer">What whoever told it was answered.</param>
    /// <returns>What may go on the bus; null where the asker waits.</returns>
    public static DueDelivery? Settle(
        JournalSession journal, KnownCommand command, CommandAnswered result, Heard heard, string? answer, string? losses, DateTimeOffset now)
    {
        journal.Commands.Settle(command.Id, result);
        Learn(journal, command, result, now);
        var fact = new CommandCompleted { Command = command.Type, CommandId = command.Id, Answer = result with { Timeout = null }, ResponseUrl = command.ResponseUrl };
        var (exchange, key) = (Guid.CreateVersion7(now), Key(command.Id));
        journal.Exchanges.Insert(exchange, heard, ExchangeResult.Accepted, answer, key, CanonicalJson.Write(fact), losses: losses, session: command.SessionId);
        if (command.ResponseUrl is null) return null;
        var delivery = new NewDelivery
        {
            Id = Guid.CreateVersion7(now),
            ExchangeId = exchange,
            SourceId = command.AskedId,
            PartnerId = command.AskerId,
            Message = Kind.Name,
            Key = key,
            Subject = key,
            From = command.ToParty,
            To = command.FromParty,
            State = DeliveryState.Owed,
        };
        // A reservation may be taken back before its acceptance was told.
        var waits = journal.Deliveries.HasOwed(command.AskerId, key);
        journal.Deliveries.Insert(delivery, now);
        return waits ? null : new DueDelivery(delivery.Id, command.AskerId, Kind, fact);
    }

    /// <summary>A start that the CPO refused in the end is no session.</summary>
    private static void Learn(JournalSession journal, KnownCommand command, CommandAnswered result, DateTimeOffset now)
    {
        if (command.Question != nameof(StartSession) || result.Result == CommandResult.ACCEPTED || command.SessionId is not { } id) return;
        if (journal.Sessions.FindById(id) is not { State: SessionState.ASKED or SessionState.AUTHORIZED } session) return;
        // Silence is no refusal: it may have started all the same, and then its reports find it.
        if (result.Result == CommandResult.TIMEOUT) return;
        journal.Sessions.Update(session with { State = SessionState.REFUSED }, [], now);
        journal.OpenSessions.Remove(id);
        journal.Unrecorded.Remove(id);
        journal.Clocks.Forget(id);
        journal.Waits.Forget(id);
    }
}
