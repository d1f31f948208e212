using System.Security.Cryptography;
using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Questions;

/// <summary>
/// A command to another partner. What comes of it may be known at once, or be told later (OCPI); and whoever asked waits for
/// it, or wants to be told later (OCPI, too).
/// </summary>
internal abstract class CommandConversation : Conversation
{
    // Whoever waits for a result by its own clock gets it before it gives up.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private Answer<CommandAnswered> given = NoAnswer.Nobody;

    /// <summary>Whom the command goes to; null where nobody can be asked.</summary>
    public Partner? Partner { get; protected set; }

    /// <summary>The address of the result has it: it is not to be guessed.</summary>
    public string CommandId { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public override DateTimeOffset Deadline => Now + (Partner?.Questions ?? QuestionSettings.Default).CommandWithin;

    /// <summary>The command was taken, and whoever asked is told the result once that is heard.</summary>
    public bool IsPending { get; private set; }

    public override object Unknown() => Told(CommandResult.TIMEOUT);

    public override object Promise() => Told(new CommandAnswered
    {
        Result = CommandResult.ACCEPTED,
        Timeout = (int)(Deadline + Grace - Now).TotalSeconds,
    });

    public override NewCommand? PassedOn(Guid exchange)
    {
        if (Partner is null || (Heard.Later is null && Tools.Protocols.FindSaid(Partner, Question.GetType(), Question) is not { ResultFollows: true })) return null;
        var (from, to) = QuestionParties.Of(Question);
        return new()
        {
            Id = CommandId,
            Exchange = exchange,
            Session = SessionId,
            Question = Question.GetType().Name,
            Type = Heard.Later?.Type,
            AskerId = Source.Id,
            AskedId = Partner.Id,
            From = from?.ToString(),
            To = to?.ToString(),
            ResponseUrl = Heard.Later?.Url,
            AskedAt = Now,
            Deadline = Deadline + Grace,
        };
    }

    public override long? CommandName => ResultOwing.Name(CommandId);

    /// <summary>The command as it is passed on.</summary>
    protected abstract object Question { get; }

    /// <summary>The answer in the words of whoever asked.</summary>
    protected abstract CommandAnswered Told(CommandAnswered answer);

    protected CommandAnswered Told(CommandResult result) => Told(new CommandAnswered { Result = result });

    /// <summary>Asks, and waits for a result that follows where whoever asked waits, too.</summary>
    protected async Task PassOnAsync<TQuestion>(TQuestion question, CancellationToken cancellation)
        where TQuestion : class
    {
        given = await AskAsync<TQuestion, CommandAnswered>(Partner!, question, cancellation).ConfigureAwait(false);
        if (IsPromise && Heard.Later is null) await Tools.Results.WaitAsync(CommandId, Deadline, cancellation).ConfigureAwait(false);
    }

    /// <summary>What came of it, as far as it is known by now.</summary>
    protected CommandAnswered Result(JournalSession journal)
    {
        IsPending = false;
        if (!IsPromise) return given.Value is { Result: not null } answer ? answer : new() { Result = SessionCommands.Result(given) };
        if (journal.Commands.Find(CommandId)?.Result is { } come) return come;
        IsPending = Heard.Later is not null;
        if (!IsPending) journal.Commands.Tell(CommandId);
        return given.Value! with { Timeout = null };
    }

    /// <summary>What was answered, a promise too.</summary>
    protected CommandAnswered? Given => given.Value;

    private bool IsPromise => given.Value is { Result: CommandResult.ACCEPTED, Timeout: not null };
}
