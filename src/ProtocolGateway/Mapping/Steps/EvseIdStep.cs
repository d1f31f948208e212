using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 4, EVSEId.</summary>
internal sealed class EvseIdStep() : ChargeDetailRecordStep(
    "evse-id", "The EVSE's public id, as its CPO's directory spells it; where the record has none, by the CPO's own id of it.")
{
    protected override async ValueTask<Completed> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        var place = await completion.Memory.FindPlaceAsync(record, completion, cancellation).ConfigureAwait(false);
        var told = StepMemory.Told(record.CdrLocation?.EvseId);
        var known = place is { Exact: true } ? StepMemory.Told(place.Evse.EvseId) : null;
        if ((known ?? told) is not { } id) return Missing(record);
        if (id == record.CdrLocation?.EvseId) return record;
        completion.Supplied("cdr_location.evse_id", told is null ? "the directory, by the CPO's own id" : $"the directory's spelling of {told}", place?.Location);
        return record with { CdrLocation = (record.CdrLocation ?? new CdrLocation()) with { EvseId = id } };
    }

    private static Hold Missing(ChargeDetailRecord record) =>
        StepMemory.Told(record.CdrLocation?.EvseUid) is { } uid && record.Party is { } cpo
            ? new("NoLocation", $"The record names no public EVSE id, and the directory has none for {cpo}'s EVSE uid {uid}. Import it (locations import).", Subjects.EvseUid(cpo, uid))
            : new("NoLocation", "The record names no EVSE.");
}
