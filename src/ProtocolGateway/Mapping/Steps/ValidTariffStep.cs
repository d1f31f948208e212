using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>ocpi.md 6.6, start_date_time and end_date_time: 2.1.1 is told a tariff while it is valid.</summary>
internal sealed class ValidTariffStep() : RecordStep<Tariff>("valid-tariff", "Holds a tariff outside the time of which the receiver's version can't tell.")
{
    protected override ValueTask<Hold?> CompleteAsync(Tariff record, Completion completion, CancellationToken cancellation) =>
        new(record.StartDateTime > completion.At ? new Hold("NotYetValid", $"The tariff {record.Id} is valid from {record.StartDateTime:u} on, and the receiver would use it at once.")
            : record.EndDateTime <= completion.At ? new Hold("NoLongerValid", $"The tariff {record.Id} was valid until {record.EndDateTime:u}.")
            : null);
}
