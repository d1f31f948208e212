using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>A step that changes tariffs, those within a record too: in a record none is ever held for.</summary>
internal abstract class TariffsStep(string name, string purpose) : RecordStep<object>(name, purpose)
{
    protected override ValueTask<Hold?> CompleteAsync(object record, Completion completion, CancellationToken cancellation)
    {
        completion.Message = record switch
        {
            Tariff tariff => Change(tariff, completion),
            ChargeDetailRecord { Tariffs: { Count: > 0 } tariffs } cdr => cdr with { Tariffs = [.. tariffs.Select(t => Change(t, completion))] },
            ChargeDetailRecord cdr => cdr,
            _ => throw new InvalidOperationException($"The step '{Name}' changes tariffs; a {record.GetType().Name} was given."),
        };
        return new((Hold?)null);
    }

    /// <summary>The tariff as it can be told, or as it is.</summary>
    protected abstract Tariff Change(Tariff tariff, Completion completion);
}
