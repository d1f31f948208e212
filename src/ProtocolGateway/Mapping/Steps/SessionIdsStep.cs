using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 3: a neighbour is only told ids that it gave or was given.</summary>
internal sealed class SessionIdsStep : IStep
{
    public string Name => "session-ids";

    public string Purpose => "The ids by which the receiver knows the session that a report is about.";

    public async ValueTask<Hold?> ApplyAsync(Completion completion, CancellationToken cancellation)
    {
        if (completion.Message is not Session report)
            throw new InvalidOperationException($"The step '{Name}' completes session reports; a {completion.Message.GetType().Name} was given.");
        if (report is not { Party: { } cpo, Id: { } id }) return null;
        var sender = StepMemory.Neighbour(completion.Source, Role.CPO, cpo);
        if (await completion.Sessions.FindAsync(sender.Key, id, cancellation).ConfigureAwait(false) is not { Emsp: { } emsp } session) return null;
        var receiver = StepMemory.Neighbour(completion.Partner, Role.EMSP, emsp).Key;
        if (session.NameOf(receiver, SessionNameKind.Service) is not { } known) return null;
        if (known != id) completion.Supplied("id", "the id by which the receiver knows the session", session);
        completion.Trail?.Took("", session);
        completion.Message = report with
        {
            Id = known,
            // Whoever dates its sessions calls them by its own id.
            CpoSessionId = report.CpoSessionId ?? (report.LastUpdated is not null && known != id ? id : null),
            EmspSessionId = session.NameOf(receiver, SessionNameKind.Emsp) ?? report.EmspSessionId,
            CdrToken = report.CdrToken is { Party: null } token ? token with { Party = emsp } : report.CdrToken,
        };
        return null;
    }
}
