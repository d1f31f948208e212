using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>A step that completes charge detail records.</summary>
public abstract class ChargeDetailRecordStep(string name, string purpose) : IStep
{
    public string Name => name;

    public string Purpose => purpose;

    public async ValueTask<Hold?> ApplyAsync(Completion completion, CancellationToken cancellation)
    {
        if (completion.Message is not ChargeDetailRecord record)
            throw new InvalidOperationException($"The step '{name}' completes charge detail records; a {completion.Message.GetType().Name} was given.");
        completion.Memory.Begin(record);
        var (completed, hold) = await CompleteAsync(record, completion, cancellation).ConfigureAwait(false);
        completion.Message = completed ?? record;
        return hold;
    }

    /// <summary>The completed record, or why it can't be completed.</summary>
    protected abstract ValueTask<Completed> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation);
}

/// <summary>What a step made of a record.</summary>
public readonly record struct Completed(ChargeDetailRecord? Record, Hold? Hold)
{
    public static implicit operator Completed(ChargeDetailRecord record) => new(record, null);

    public static implicit operator Completed(Hold hold) => new(null, hold);
}
