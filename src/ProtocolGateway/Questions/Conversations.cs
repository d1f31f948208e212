using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Protocols;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Questions;

/// <summary>
/// Answers questions: writes down what is asked, asks whoever knows, writes down what came of it, and answers. The same question
/// of the same partner in the same transaction is answered the same, and done once.
/// </summary>
internal sealed class Conversations(
    JournalWriter writer, ConversationTools tools, Dispatcher dispatcher, PartnerActivity activity, ExchangeMeter meter, TimeProvider time, ILogger<Conversations> logger)
{
    /// <summary>How long a question's answer is kept for whoever repeats it (translation.md section 6).</summary>
    public static TimeSpan Remembered { get; } = TimeSpan.FromHours(24);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    public async Task<Reply> AskAsync(HeardQuestion question, CancellationToken cancellation)
    {
        var source = question.Heard.Partner ?? throw new ArgumentException("A question needs a partner who asked it.", nameof(question));
        activity.HeardFrom(source, question.Heard.ReceivedAt);
        using var span = Traces.Hear("answer", question.Heard);
        var conversation = Begin(question);
        var key = question.Transaction is { } transaction ? $"{source.Id}|{question.Heard.Operation}|{transaction}" : null;

        await conversation.PrepareAsync(cancellation).ConfigureAwait(false);
        var opened = await OpenAsync(conversation, key).ConfigureAwait(false);
        if (opened.Unavailable is { } unavailable) return Busy(question, unavailable);
        var opening = opened.Value!;
        Offer(conversation);
        if (opening.Before is { } before) return await RepeatAsync(conversation, key!, before, cancellation).ConfigureAwait(false);
        span?.SetTag(Traces.Exchange, opening.Exchange);
        if (opening.Text is { } settled)
        {
            var given = Given(question, opening.Exchange, settled);
            return opening.GoesOn ? given with { Afterwards = () => GoOnAsync((CommandConversation)conversation, opening.Exchange) } : given;
        }

        // Whoever asked may hang up: what it set in motion doesn't end with that.
        await conversation.AskAsync(CancellationToken.None).ConfigureAwait(false);
        var closed = await writer.WriteAsync(new Closing(conversation, opening.Exchange, key)).ConfigureAwait(false);
        if (closed.Unavailable is null)
        {
            Offer(conversation);
            return Given(question, opening.Exchange, closed.Value!);
        }
        // It was asked, and can't be written down: the asker learns no more than that nobody knows.
        ExchangeLog.NotJournaled(logger, source.Id, question.Heard.Operation, closed.Unavailable.Text);
        return new Reply.Given(question.Answer(conversation.Unknown()));
    }

    private Conversation Begin(HeardQuestion question)
    {
        var now = time.GetUtcNow();
        return question.Question switch
        {
            AuthorizeToken => new Authorization { Heard = question, Tools = tools, Now = now },
            StartSession => new Starting { Heard = question, Tools = tools, Now = now },
            ActOnSession => new Acting { Heard = question, Tools = tools, Now = now },
            ReserveNow => new Reserving { Heard = question, Tools = tools, Now = now },
            CancelReservation => new CancellingReservation { Heard = question, Tools = tools, Now = now },
            UnlockConnector => new Unlocking { Heard = question, Tools = tools, Now = now },
            ChangeChargingProfile => new ProfileChanging { Heard = question, Tools = tools, Now = now },
            ReportChargingProfile => new ProfileReporting { Heard = question, Tools = tools, Now = now },
            SetChargingPreferences => new PreferenceSetting { Heard = question, Tools = tools, Now = now },
            var other => throw new ArgumentException($"{other.GetType().Name} is no question of this version.", nameof(question)),
        };
    }

    /// <summary>Passes on what was answered already. If it doesn't come to an end, <see cref="OverdueResults"/> tells the asker so.</summary>
    private async Task GoOnAsync(CommandConversation conversation, Guid exchange)
    {
        var heard = conversation.Heard.Heard;
#pragma warning disable CA1031 // Nobody waits for this task.
        try
        {
            await conversation.AskAsync(CancellationToken.None).ConfigureAwait(false);
            var closed = await writer.WriteAsync(new LaterClosing(conversation, exchange, time.GetUtcNow())).ConfigureAwait(false);
            if (closed.Unavailable is { } unavailable) ExchangeLog.NotJournaled(logger, heard.Partner?.Id, heard.Operation, unavailable.Text);
            else
            {
                if (closed.Value?.Due is { } due) dispatcher.Offer(due);
                Offer(conversation);
            }
        }
        catch (Exception e)
        {
            QuestionLog.NotPassedOn(logger, heard.Operation, heard.Partner!.Id, exchange, e);
        }
#pragma warning restore CA1031
    }

    private void Offer(Conversation conversation)
    {
        if (conversation.Due is { } due) dispatcher.Offer(due);
    }

    private Task<Written<Opening>> OpenAsync(Conversation conversation, string? key) =>
        writer.WriteAsync(new OpeningWork(conversation, Guid.CreateVersion7(conversation.Now), key));

    /// <summary>The first answer; where it is still being looked for, it is waited for.</summary>
    private async Task<Reply> RepeatAsync(Conversation conversation, string key, KnownQuestion before, CancellationToken cancellation)
    {
        while (before.Answer is null && time.GetUtcNow() <= before.Deadline)
        {
            await Task.Delay(Glance, time, cancellation).ConfigureAwait(false);
            var looked = await writer.WriteAsync(journal => journal.Questions.Find(key)).ConfigureAwait(false);
            if (looked.Unavailable is { } unavailable) return Busy(conversation.Heard, unavailable);
            before = looked.Value ?? before;
        }
        var exchange = Guid.CreateVersion7(conversation.Now);
        var answer = before.Answer ?? conversation.Heard.Answer(conversation.Unknown());
        var written = await writer.WriteAsync(journal =>
        {
            journal.Exchanges.Insert(
                exchange, conversation.Heard.Heard, ExchangeResult.Repeated, answer, canonical: CanonicalJson.Write(conversation.Heard.Question));
            return true;
        }).ConfigureAwait(false);
        if (written.Unavailable is { } text) ExchangeLog.NotJournaled(logger, conversation.Heard.Heard.Partner?.Id, conversation.Heard.Heard.Operation, text.Text);
        return Given(conversation.Heard, exchange, answer);
    }

    private Reply.Given Given(HeardQuestion question, Guid exchange, string text)
    {
        meter.Answered(question.Heard);
        ExchangeLog.Answered(logger, exchange, question.Heard.Partner!.Id, question.Heard.Operation);
        return new Reply.Given(text);
    }

    private Reply.Busy Busy(HeardQuestion question, JournalUnavailable unavailable)
    {
        meter.Taken(question.Heard, new Acceptance.Busy(unavailable.Text));
        return new Reply.Busy(unavailable.Text);
    }
}
