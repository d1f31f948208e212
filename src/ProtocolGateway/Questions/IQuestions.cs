using ProtocolGateway.Mapping;

namespace ProtocolGateway.Questions;

/// <summary>
/// Questions over the bus: somebody waits, and no longer than until the deadline. Nothing is owed and nothing is journaled
/// here: whoever asks journals what was asked and answered. Each kind of question is a line of <see cref="QuestionServices"/>
/// with an <see cref="IAnswerer{TQuestion, TAnswer}"/> that knows how to say it.
/// </summary>
public interface IQuestions
{
    /// <summary>
    /// Asks, from whichever node of those that share the bus; with the bus out of reach this node does. The answer, or why there
    /// is none, comes by the deadline. Questions have calls of their own, as many at once from each node as the partner's setting
    /// <c>Questions:Concurrency</c> says, so that a record which takes its time doesn't use up a question's.
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
/// <param name="Said">What went over the wire; null when nothing did.</param>
public sealed record Answer<T>(T? Value, NoAnswer? Why, Said? Said = null)
    where T : class
{
    public static implicit operator Answer<T>(T value) => new(value, null);

    public static implicit operator Answer<T>(NoAnswer why) => new(null, why);
}

/// <summary>What went over the wire, for the journal.</summary>
/// <param name="Sent">The document as sent.</param>
/// <param name="Answer">The partner's answer with its status line.</param>
/// <param name="Losses">What the translation could not carry.</param>
public sealed record Said(string? Sent, string? Answer, IReadOnlyList<Loss> Losses);

/// <summary>Why a question has no answer. The caller refuses in its own codes.</summary>
public enum NoAnswer
{
    /// <summary>Its deadline came first; the partner may have heard it.</summary>
    Expired,

    /// <summary>There is no such partner, or nothing that can ask it this.</summary>
    Nobody,

    /// <summary>The partner can't be reached, or is left alone for now.</summary>
    Unreachable,

    /// <summary>The partner answered with a fault.</summary>
    Fault,

    /// <summary>The partner's answer can't be read.</summary>
    Unreadable,

    /// <summary>The partner's protocol has no words for it.</summary>
    Unsayable,

    /// <summary>Something that the partner's protocol demands is not known here.</summary>
    Incomplete,

    /// <summary>A fault of the gateway, told in the log of the node that asked.</summary>
    Failed,
}
