using System.Text;
using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Questions;

/// <summary>What became of writing a question down.</summary>
/// <param name="Text">The answer, where nobody else has to be asked, or where whoever asked wants the result later.</param>
/// <param name="Before">It was asked before.</param>
internal sealed record Opening(Guid Exchange, string? Text, KnownQuestion? Before)
{
    /// <summary>It is answered, and has yet to be passed on.</summary>
    public bool GoesOn { get; init; }
}

/// <summary>Writes down that a question is asked, before anybody is asked.</summary>
internal sealed class OpeningWork(Conversation conversation, Guid exchange, string? key) : JournalWork<Opening>
{
    public override IReadOnlyCollection<long> Names =>
        key is null ? conversation.Names : [JournalName.Of("question", key), .. conversation.Names];

    protected override Opening Write(JournalSession journal)
    {
        if (key is not null && journal.Questions.Find(key) is { } before && conversation.Now - before.AskedAt < Conversations.Remembered)
            return new(before.ExchangeId, null, before);
        if (key is not null) journal.Questions.Open(key, exchange, conversation.Now, conversation.Deadline);
        if (conversation.Open(journal) is { } answer) return new(exchange, Closing.Settle(journal, conversation, exchange, key, answer), null);
        if (conversation.PassedOn(exchange) is { } command) journal.Commands.Insert(command);
        return conversation.Heard.Later is null
            ? new(exchange, null, null)
            : new(exchange, Closing.Settle(journal, conversation, exchange, key, conversation.Promise()), null) { GoesOn = true };
    }
}

/// <summary>Writes down the answer with everything that led to it.</summary>
internal sealed class Closing(Conversation conversation, Guid exchange, string? key) : JournalWork<string>
{
    public override IReadOnlyCollection<long> Names => conversation.Names;

    protected override string Write(JournalSession journal) => Settle(journal, conversation, exchange, key, conversation.Close(journal));

    public static string Settle(JournalSession journal, Conversation conversation, Guid exchange, string? key, object answer)
    {
        var heard = conversation.Heard;
        var text = heard.Answer(answer);
        journal.Exchanges.Insert(
            exchange, heard.Heard, ExchangeResult.Answered, text, canonical: CanonicalJson.Write(heard.Question), losses: LossJson.Write(heard.Losses),
            session: conversation.SessionId);
        Note(journal, conversation, exchange);
        if (key is not null) journal.Questions.Close(key, text);
        return text;
    }

    /// <summary>What was asked of whom.</summary>
    public static void Note(JournalSession journal, Conversation conversation, Guid exchange)
    {
        var number = 0;
        foreach (var asking in conversation.Askings)
            journal.Questions.Asked(exchange, number++, asking.PartnerId, asking.Message, asking.Result, asking.Said);
    }
}

/// <summary>Writes down what came of a command whose asker was answered before, and owes it the result where that is known.</summary>
internal sealed class LaterClosing(CommandConversation conversation, Guid exchange, DateTimeOffset now) : JournalWork<LaterClosed>
{
    public override IReadOnlyCollection<long> Names => conversation.Names;

    protected override LaterClosed Write(JournalSession journal)
    {
        var answer = (CommandAnswered)conversation.Close(journal);
        Closing.Note(journal, conversation, exchange);
        // Its result may have come another way meanwhile, or have been given up.
        if (conversation.IsPending || journal.Commands.Find(conversation.CommandId) is not { Result: null } known) return new(null);
        var said = conversation.Askings.LastOrDefault()?.Said;
        var heard = new Heard
        {
            Partner = conversation.Partner,
            Protocol = conversation.Partner!.Protocol,
            Operation = known.Question,
            ReceivedAt = now,
            Body = Encoding.UTF8.GetBytes(said?.Answer ?? ""),
            Headers = "",
            Asked = true,
        };
        return new(ResultOwing.Settle(journal, known, answer, heard, null, LossJson.Write(said?.Losses ?? []), now));
    }
}

/// <param name="Due">What may go on the bus.</param>
internal sealed record LaterClosed(DueDelivery? Due);
