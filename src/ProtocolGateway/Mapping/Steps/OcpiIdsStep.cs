using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md sections 2 and 3, towards OCPI.</summary>
internal sealed class OcpiIdsStep() : ChargeDetailRecordStep(
    "ocpi-ids", "The record's and the session's id in at most 36 printable characters; what is longer is told under a name made from it.")
{
    protected override ValueTask<Completed> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        if (completion.Memory.IsIssuersOwn || record.Party is not { } cpo) return new(record);
        var issuer = StepMemory.Neighbour(completion.Source, Role.CPO, cpo);
        if (record.Id is null) completion.Trail?.Made("id", "session_id");
        return new(record with
        {
            Id = Alias("id", record.Id ?? record.SessionId, issuer, completion),
            SessionId = Alias("session_id", record.SessionId, issuer, completion),
        });
    }

    private static string? Alias(string place, string? id, PartyId issuer, Completion completion)
    {
        if (id is null) return null;
        var alias = SessionAlias.ForOcpi(issuer, id);
        if (alias != id) completion.Losses.Add(new Loss(LossKind.Cut, place, $"'{id}' has no OCPI form and is told as {alias}"));
        return alias;
    }
}
