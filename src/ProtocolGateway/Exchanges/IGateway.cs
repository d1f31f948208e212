using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Exchanges;

/// <summary>Where everything that is heard goes. Inbound adapters take it from the request's services.</summary>
public interface IGateway
{
    /// <summary>
    /// Takes a fact: when this returns <see cref="Acceptance.Accepted"/> the exchange and one owed delivery per recipient
    /// are on disk. Checks the sender's right to the message, its soundness, and whether it was heard before.
    /// </summary>
    Task<Acceptance> AcceptAsync(HeardFact fact, CancellationToken cancellation);

    /// <summary>Journals something that was refused, with the answer given. Never throws for a journal out of reach: the answer goes out anyway.</summary>
    Task RefuseAsync(Heard heard, Refusal refusal, string answer, CancellationToken cancellation);

    /// <summary>Journals what is neither a fact nor a question (a registration), with the answer given; secrets are blanked in both.</summary>
    Task NoteAsync(Heard heard, string answer, CancellationToken cancellation);

    /// <summary>
    /// Answers a question while whoever asked waits, by the deadline at the latest: from what is known here, or by asking the
    /// partner who knows. The same question in the same transaction is answered the same, and done once.
    /// </summary>
    Task<Reply> AskAsync(HeardQuestion question, CancellationToken cancellation);

    /// <summary>
    /// Answers from the archive, and journals the question with its answer. Records that the asking party has no part in
    /// are not among those found.
    /// </summary>
    /// <param name="answer">Writes the answer that the partner will get.</param>
    Task<string> FindAsync(
        Heard heard, FindChargeDetailRecords question, Func<ChargeDetailRecordsFound, ValueTask<string>> answer, CancellationToken cancellation);

    /// <summary>The record that was heard under that owner and id, if <paramref name="asker"/> sent it or pays it.</summary>
    Task<ChargeDetailRecord?> ReadBackAsync(Partners.Partner asker, PartyId owner, string id, CancellationToken cancellation);

    /// <summary>Notes that a partner gave a sign of life without a message of its own (a heartbeat).</summary>
    void HeardFrom(Partners.Partner partner, DateTimeOffset at);

    /// <summary>
    /// Notes that a partner was answered 5xx for another reason than <see cref="Acceptance.Busy"/>: what it had to say is asked
    /// for later, where its protocol can.
    /// </summary>
    void Failed(Partners.Partner partner, DateTimeOffset at);
}
