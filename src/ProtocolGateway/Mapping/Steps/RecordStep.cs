using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>A step that completes records of one kind.</summary>
internal abstract class RecordStep<TRecord>(string name, string purpose) : IStep where TRecord : class
{
    public string Name => name;

    public string Purpose => purpose;

    public ValueTask<Hold?> ApplyAsync(Completion completion, CancellationToken cancellation) =>
        completion.Message is TRecord record
            ? CompleteAsync(record, completion, cancellation)
            : throw new InvalidOperationException($"The step '{name}' completes a {typeof(TRecord).Name}; a {completion.Message.GetType().Name} was given.");

    /// <summary>Puts the completed record into the completion; a hold says what is missing.</summary>
    protected abstract ValueTask<Hold?> CompleteAsync(TRecord record, Completion completion, CancellationToken cancellation);
}
