using Microsoft.Extensions.Logging;
using ProtocolGateway.Absences;
using ProtocolGateway.Ocpi.Outbound;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>
/// Asks OCPI senders for what they made while we were away or answered 5xx: they should not queue (ocpi.md 1.1), so that
/// nobody else brings it (translation.md section 11); and from time to time, since some push nothing at all.
/// </summary>
internal sealed class CatchingUp(
    IReadOnlyList<IPulledModule> modules, IAbsences absences, PartnerBook book, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>
    /// How far before what is known lists begin: what is pushed into it was made before by the sender's clock, which may be wrong by
    /// minutes, and pushes may go out every few minutes only. What is asked for in vain is known already, and owed once.
    /// </summary>
    public static TimeSpan Margin { get; } = TimeSpan.FromMinutes(15);

    // Pages may be large, and partners many.
    private readonly SemaphoreSlim pages = new(4);
    private readonly OcpiLinks links = new(time);

    /// <summary>Everything that is open for a partner now, locations before the CDRs that may need them.</summary>
    public async Task CatchUpAsync(Partner partner, CancellationToken cancellation)
    {
        var looked = false;
        foreach (var source in Source.Of(partner, modules))
        {
            var options = (OcpiOptions)partner.Settings;
            if (await absences.ClaimAsync(partner, source.Name, PlanOf(source.Module, options), cancellation) is not { } catchUp) continue;
            // What it offers may have changed since the last time.
            if (!looked) links.Of(partner).Endpoints.Forget();
            looked = true;
#pragma warning disable CA1031 // A bug with one list must neither end the others nor be repeated without rest.
            try
            {
                await PullAsync(catchUp, source, cancellation);
            }
            catch (Exception bug) when (!cancellation.IsCancellationRequested)
            {
                OcpiEvents.PullFailed(logger, bug, source.Name, partner.Id);
                await absences.PostponeAsync(catchUp, new Postponement("internal error"));
            }
#pragma warning restore CA1031
        }
    }

    public void Dispose()
    {
        links.Dispose();
        pages.Dispose();
    }

    private static PullPlan PlanOf(IPulledModule module, OcpiOptions options) =>
        new(module.IsStanding ? CatchUp.Ever : options.CatchUpFrom, options.PullEvery) { Whole = module.IsStanding ? options.PullWholeEvery : null };

    private async Task PullAsync(CatchUp catchUp, Source source, CancellationToken cancellation)
    {
        var partner = catchUp.Partner;
        var link = links.Of(partner);
        var (endpoint, trouble) = await link.Endpoints.FindAsync(source.Module.Id, Side.Sender, cancellation, again: false);
        if (endpoint is not null)
        {
            // Sessions are never asked for without a time (ocpi.md 1.7).
            DateTimeOffset? from = source.Module.IsStanding && catchUp.IsWhole ? null : catchUp.From - Margin;
            await new Pull(source, catchUp, link, Paging.Of(endpoint, from, link.Options.PageSize), absences, book.Gateway, pages, time, logger).RunAsync(cancellation);
        }
        else if (trouble is Outcome.Held { Hold.Code: "NoModule" })
        {
            OcpiEvents.NoList(logger, source.Name, partner.Id);
            await absences.EndAsync(catchUp);
        }
        else
        {
            link.Endpoints.Forget();
            await absences.PostponeAsync(catchUp, trouble switch
            {
                Outcome.Unreachable unreachable => new Postponement(unreachable.Text, unreachable.RetryAfter),
                Outcome.Held held => new Postponement(held.Hold.Text),
                _ => throw new InvalidOperationException($"A look at the partner's pages can't be {trouble}."),
            });
        }
    }
}
