using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping.Preview;
using ProtocolGateway.Mapping.Versions;

namespace ProtocolGateway.Mapping.Explaining;

/// <summary>Tells of deliveries what they say came from, by translating them once more: with the directory and the sessions' memory of now. Says nothing, and writes nothing down.</summary>
public interface IDeliveryExplanations
{
    /// <param name="choice">By which mapping files. Those of then are those that wrote it last; of what was never written, those of now.</param>
    Task<ExplanationResult> ExplainAsync(Guid delivery, MappingChoice choice, CancellationToken cancellation);
}

internal sealed class DeliveryExplanations(IDbContextFactory<JournalContext> contexts, Retelling retelling, IMappings mappings, IMappingHistory history) : IDeliveryExplanations
{
    public async Task<ExplanationResult> ExplainAsync(Guid delivery, MappingChoice choice, CancellationToken cancellation)
    {
        var (book, whyNot) = await BookAsync(delivery, choice, cancellation).ConfigureAwait(false);
        if (book is null) return whyNot!;
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

    private async Task<(MappingBook? Book, ExplanationResult? WhyNot)> BookAsync(Guid delivery, MappingChoice choice, CancellationToken cancellation)
    {
        var version = choice switch
        {
            MappingChoice.Of of => of.Version,
            MappingChoice.OfThen => await OfThenAsync(delivery, cancellation).ConfigureAwait(false),
            _ => null,
        };
        if (version is null) return (mappings.Current, null);
        if (await history.LoadAsync(version, cancellation).ConfigureAwait(false) is not { } load)
            return (null, new ExplanationResult.Impossible($"Version {version} of the mapping files was never in force."));
        return load.Book is { } book ? (book, null)
            : (null, new ExplanationResult.Impossible($"Version {version} of the mapping files has faults for this gateway, such as {load.Faults[0]}"));
    }

    /// <summary>Null for what was never written.</summary>
    private async Task<string?> OfThenAsync(Guid delivery, CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        return await (
            from row in journal.Deliveries
            join move in journal.Moves on row.Sequence equals move.Delivery
            where row.Id == delivery && move.MappingVersion != null
            orderby move.Id descending
            select move.MappingVersion).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
    }
}
