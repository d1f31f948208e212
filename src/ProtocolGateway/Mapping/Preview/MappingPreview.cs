using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping.Reloading;

namespace ProtocolGateway.Mapping.Preview;

/// <summary>What other mapping files would make of messages that were heard. Nothing is said, and the journal stays as it is.</summary>
public interface IMappingPreview
{
    /// <summary>One after the other: a preview works hard, and the gateway has other work.</summary>
    /// <param name="before">Those in force.</param>
    /// <exception cref="System.Data.Common.DbException">The journal is out of reach.</exception>
    Task<MappingImpact> RunAsync(PreviewQuestion question, MappingBook before, MappingBook after, CancellationToken cancellation);
}

internal sealed class MappingPreview(IDbContextFactory<JournalContext> contexts, ProtocolTable protocols, Retelling retelling, ILogger<MappingPreview> logger)
    : IMappingPreview, IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    public async Task<MappingImpact> RunAsync(PreviewQuestion question, MappingBook before, MappingBook after, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var (rows, tally) = (new PreviewedRows(contexts, question), new ImpactTally());
            await foreach (var (delivery, exchange) in rows.DeliveriesAsync(cancellation).ConfigureAwait(false))
                await TellAsync(delivery, exchange, before, after, tally, cancellation).ConfigureAwait(false);
            await foreach (var refused in rows.RefusedAsync(cancellation).ConfigureAwait(false)) Read(refused, question.Message, before, after, tally);
            return tally.Sum(new() { Before = before.Version, After = after.Version, Since = question.Since, IsCut = rows.IsCut });
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async ValueTask TellAsync(DeliveryRow delivery, ExchangeRow exchange, MappingBook before, MappingBook after, ImpactTally tally, CancellationToken cancellation)
    {
#pragma warning disable CA1031 // One message that finds a bug of ours must not keep all others from being looked at.
        try
        {
            var was = await retelling.RetellAsync(delivery, exchange, before, null, cancellation).ConfigureAwait(false);
            var becomes = await retelling.RetellAsync(delivery, exchange, after, null, cancellation).ConfigureAwait(false);
            if (delivery.PartnerId is not null && was.Partner is null) tally.Miss();
            tally.Add(delivery.Message, delivery.PartnerId ?? delivery.SourceId, delivery.Id, was, RetoldComparison.Compare(was, becomes, OperationOf(exchange)));
        }
        catch (Exception e) when (e is not OperationCanceledException && JournalFaults.Explain(e) is null)
        {
            MappingLog.NotPreviewed(logger, delivery.Id, e);
            tally.Fail(delivery.Id);
        }
#pragma warning restore CA1031
    }

    /// <summary>A document that was refused may be one that the files can read.</summary>
    private void Read(ExchangeRow refused, string? message, MappingBook before, MappingBook after, ImpactTally tally)
    {
        if (retelling.Read(refused, before, null) is not { } was || retelling.Read(refused, after, null) is not { } becomes) return;
        var name = (was.Message ?? becomes.Message)?.GetType().Name ?? protocols.FindHeard(refused.Protocol, refused.Operation)?.Message?.Name ?? refused.Operation;
        if (message is not null && name != message) return;
        tally.Add(name, refused.PartnerId!, refused.Id, null, RetoldComparison.Compare(was, becomes, OperationOf(refused)));
    }

    private static string OperationOf(ExchangeRow exchange) => $"{exchange.Protocol} {exchange.Operation}";
}
