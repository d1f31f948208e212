using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Questions;

/// <summary>Where what comes of commands goes that were answered before anybody knew (OCPI's results, ocpi.md 5.6 and 5.7).</summary>
public interface ICommandResults
{
    /// <summary>
    /// Takes a result: whoever waits for it is woken, on whichever node; whoever wants to be told is owed it when this returns.
    /// The first one counts. One of a command that the sender was not asked is refused as unknown.
    /// </summary>
    /// <param name="command">By what the command's <c>CommandId</c> said.</param>
    /// <param name="answer">Writes the answer that the partner will get.</param>
    Task<Acceptance> TakeAsync(Heard heard, string command, CommandAnswered result, Func<Acceptance, string> answer);
}
