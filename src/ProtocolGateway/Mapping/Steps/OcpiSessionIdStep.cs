using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 3, session.id: the same as in its record.</summary>
internal sealed class OcpiSessionIdStep() : RecordStep<Session>(
    "ocpi-session-id", "The session's id in at most 36 printable characters; what is longer is told under a name made from it.")
{
    protected override ValueTask<Hold?> CompleteAsync(Session record, Completion completion, CancellationToken cancellation)
    {
        // A CPO's own id is told as it is.
        if (record is not { LastUpdated: null, Party: { } cpo, Id: { } id }) return new((Hold?)null);
        var alias = SessionAlias.ForOcpi(StepMemory.Neighbour(completion.Source, Role.CPO, cpo), id);
        if (alias != id) completion.Losses.Add(new Loss(LossKind.Cut, "id", $"'{id}' has no OCPI form and is told as {alias}"));
        completion.Message = record with { Id = alias };
        return new((Hold?)null);
    }
}
