using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Questions;

/// <summary>Records that the archive doesn't have are asked for at the hub on the session's other side (translation.md section 4).</summary>
internal sealed class HubArchive(Archive archive, PartnerBook partners, IQuestions questions, TimeProvider time)
{
    /// <summary>What the hub has; nothing where there is no hub to ask, or it doesn't answer.</summary>
    public async Task<ChargeDetailRecordsFound> FindAsync(Partner? asker, FindChargeDetailRecords question, CancellationToken cancellation)
    {
        if (await archive.FindSessionAsync(asker, question, cancellation).ConfigureAwait(false) is not { Cpo: { } cpo, Emsp: { } emsp } session) return new();
        var (role, party) = cpo.Equals(question.AskedBy) ? (Role.EMSP, emsp) : (Role.CPO, cpo);
        if (partners.Find(role, party) is not { IsHub: true } hub || hub.Id == asker?.Id) return new();
        var neighbour = SessionNaming.Neighbour(hub, role, party).Key;
        if (session.NameOf(neighbour, SessionNameKind.Service) is not { } known) return new();

        var asked = question with
        {
            SessionId = known,
            CpoSessionId = session.NameOf(neighbour, SessionNameKind.Cpo),
            EmspSessionId = session.NameOf(neighbour, SessionNameKind.Emsp),
        };
        var answer = await questions.AskAsync<FindChargeDetailRecords, ChargeDetailRecordsFound>(
            hub.Id, asked, time.GetUtcNow() + hub.Questions.CommandWithin, cancellation).ConfigureAwait(false);
        return new() { Records = [.. answer.Value?.Records.Select(r => Archive.AsKnownTo(asker, session, question, r)) ?? []] };
    }
}
