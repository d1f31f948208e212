using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Derivations;

/// <summary>OCPI's one status as the two that eMIP knows (translation.md section 9).</summary>
internal sealed class StatusInTwo : IDerivation
{
    public string Name => "status-in-two";

    public string Purpose => "OCPI's status of an EVSE as eMIP's availability and busy state.";

    public IReadOnlyList<Type> Records { get; } = [typeof(EvseStatusReport)];

    public IReadOnlyList<string> Of(string path) => path.EndsWith(".status", StringComparison.Ordinal) ? ["status"] : ["last_updated"];

    public object Apply(object record, List<Loss> losses)
    {
        if (record is not EvseStatusReport { Status: { } status } report) return record;
        var (availability, busy) = EvseStatusTable.Split(status);
        return report with
        {
            Availability = new AvailabilityReport { Status = availability, ChangedAt = report.LastUpdated },
            Busy = busy is null ? null : new BusyReport { Status = busy, ChangedAt = report.LastUpdated },
        };
    }
}
