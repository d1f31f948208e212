namespace ProtocolGateway.Exchanges;

/// <summary>
/// Questions over the bus: somebody waits, and no longer than until the deadline. Nothing is owed and nothing is journaled
/// here: whoever asks journals what was asked and answered. Each kind of question is a line of <see cref="QuestionServices"/>
/// with an <see cref="IAnswerer{TQuestion, TAnswer}"/> that knows how to say it.
/// The first that has use for it is <see cref="Canonical.FindChargeDetailRecords"/>: <see cref="IGateway.FindAsync"/> answers it
/// from the archive alone, and a hub is to be asked what the archive doesn't have (translation.md section 4).
/// </summary>
public interface IQuestions
{
    /// <summary>
    /// Asks, from whichever node of those that share the bus; with the bus out of reach this node does. The answer, or why there
    /// is none, comes by the deadline. Questions have calls of their own, as many at once from each node as the partner's setting
    /// says, so that a record which takes its time doesn't use up a question's.
    /// </summary>
    /// <param name="partner">The partner's id.</param>
    /// <param name="deadline">It travels as an instant: what has expired on its way is not said.</param>
    /// <exception cref="OperationCanceledException">The caller waits no longer.</exception>
    Task<Answer<TAnswer>> AskAsync<TQuestion, TAnswer>(
        string partner, TQuestion question, DateTimeOffset deadline, CancellationToken cancellation)
        where TQuestion : class
        where TAnswer : class;
}

/// <summary>Says one kind of question to partners, and reads what they answer.</summary>
public interface IAnswerer<in TQuestion, TAnswer>
    where TQuestion : class
    where TAnswer : class
{
    /// <param name="cut">Ends the call at the deadline.</param>
    Task<Answer<TAnswer>> AnswerAsync(Partners.Partner partner, TQuestion question, DateTimeOffset deadline, CancellationToken cut);
}

/// <summary>What came of a question: the answer, or why there is none; never both.</summary>
public sealed record Answer<T>(T? Value, NoAnswer? Why)
    where T : class
{
    public static implicit operator Answer<T>(T value) => new(value, null);

    public static implicit operator Answer<T>(NoAnswer why) => new(null, why);
}

/// <summary>Why a question has no answer. The caller refuses in its own codes.</summary>
public enum NoAnswer
{
    /// <summary>Its deadline came first; the partner may have heard it.</summary>
    Expired,

    /// <summary>There is no such partner, or nothing that can ask it this.</summary>
    Nobody,

    /// <summary>A fault of the gateway, told in the log of the node that asked.</summary>
    Failed,
}
