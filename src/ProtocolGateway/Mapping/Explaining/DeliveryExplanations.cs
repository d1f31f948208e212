using ProtocolGateway.Mapping.Preview;
using ProtocolGateway.Mapping.Versions;

namespace ProtocolGateway.Mapping.Explaining;

/// <summary>Tells of deliveries what they say came from, by translating them once more: with the directory and the sessions' memory of now. Says nothing, and writes nothing down.</summary>
public interface IDeliveryExplanations
{
    /// <param name="choice">By which mapping files. Those of then are those that wrote it last; of what was never written, those of now.</param>
    Task<ExplanationResult> ExplainAsync(Guid delivery, MappingChoice choice, CancellationToken cancellation);
}

internal sealed class DeliveryExplanations(Retelling retelling, IMappingHistory history) : IDeliveryExplanations
{
    public async Task<ExplanationResult> ExplainAsync(Guid delivery, MappingChoice choice, CancellationToken cancellation)
    {
        var version = choice switch
        {
            MappingChoice.Of of => of.Version,
            MappingChoice.OfThen => await history.FindWriterAsync(delivery, cancellation).ConfigureAwait(false),
            _ => null,
        };
        var (book, whyNot) = await history.UseAsync(version, cancellation).ConfigureAwait(false);
        if (book is null) return new ExplanationResult.Impossible(whyNot!);
        var explanation = new Explanation();
        if (await retelling.RetellAsync(delivery, book, explanation, cancellation).ConfigureAwait(false) is not { } told) return new ExplanationResult.Unknown();
        return new ExplanationResult.Told(new()
        {
            MappingVersion = book.Version,
            From = told.From,
            Hold = told.Hold,
            Faults = told.Faults,
            Documents = [.. Written(told, explanation)],
        });
    }

    /// <summary>A document that is held was begun, and counts among those that were written.</summary>
    private static IEnumerable<ExplainedDocument> Written(Retold told, Explanation explanation) =>
        from draft in told.Drafts.Index()
        where draft.Item.Text is not null
        select new ExplainedDocument($"{draft.Item.Mapping.Dialect}/{draft.Item.Mapping.Name}", explanation.Of(draft.Item.Text!, draft.Index));
}
