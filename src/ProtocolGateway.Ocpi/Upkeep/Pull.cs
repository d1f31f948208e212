using Microsoft.Extensions.Logging;
using ProtocolGateway.Absences;
using ProtocolGateway.Canonical;
using ProtocolGateway.Ocpi.Outbound;
using ProtocolGateway.Protocols;
using ProtocolGateway.Publishing;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>One list being read page by page. Where it stands is in the journal after each.</summary>
internal sealed class Pull(
    Source source, CatchUp catchUp, OcpiLink link, Paging paging, IAbsences absences, PartyId gateway, SemaphoreSlim pages, TimeProvider time, ILogger logger)
{
    private readonly string correlation = Guid.NewGuid().ToString();
    private readonly PageCount count = new();

    // From its beginning on, in one go: what another node read before is not known here.
    private readonly WholeList? whole = catchUp is { IsWhole: true, Page: null } ? source.Module.Begin(source, catchUp.Partner, time.GetUtcNow()) : null;
    private int attempts = catchUp.Attempts;

    public async Task RunAsync(CancellationToken cancellation)
    {
        // The partner may have moved since: then its list begins anew.
        var url = (catchUp.Page is { } page ? paging.Own(page) : null) ?? paging.First;
        while (true)
        {
            await pages.WaitAsync(cancellation);
            Step step;
            try
            {
                step = await StepAsync(url, cancellation);
            }
            finally
            {
                pages.Release();
            }

            if (step.Trouble is { } trouble)
            {
                link.Endpoints.Forget();
                await absences.PostponeAsync(catchUp with { Attempts = attempts }, trouble);
                return;
            }
            if (step.Next is not { } next)
            {
                await absences.EndAsync(catchUp, step.Missing);
                return;
            }
            if (!await absences.AdvanceAsync(catchUp, next.AbsoluteUri)) return;
            (url, attempts) = (next, 0);
        }
    }

    private async Task<Step> StepAsync(Uri url, CancellationToken cancellation)
    {
        var reply = await GetAsync(url, cancellation);
        var (page, trouble) = ListAnswer.Of(reply, later: url != paging.First);
        if (trouble is not null) return new Step(null, trouble);
        var answered = (OcpiReply.Answered)reply;
        if (page is null) return await AroundAsync(url, answered, cancellation);

        var taken = Page(url, page.Items);
        if (await source.Module.TakeAsync(taken, whole, cancellation) is { } busy) return new Step(null, new Postponement(busy));
        var next = paging.Next(url, answered.Links, answered.TotalCount, page.Items.Count);
        if (next is not null && count.Stops(url, next, answered.TotalCount, page.Items.Count) is { } why)
        {
            OcpiEvents.Endless(logger, source.Name, catchUp.Partner.Id, why);
            whole?.Break(why);
            next = null;
        }
        if (next is not null || whole is null) return new Step(next, null);
        if (answered.TotalCount > whole.Count) whole.Break($"it says that it has {answered.TotalCount} objects, and showed {whole.Count}");
        return new Step(null, null) { Missing = await source.Module.EndAsync(whole, taken, catchUp.IsConfirmed, cancellation) };
    }

    /// <summary>
    /// An answer that is no list, or too large: perhaps only now, perhaps because of one object. It is looked for with smaller
    /// and smaller pages, and passed over only when the one after it can be read.
    /// </summary>
    private async Task<Step> AroundAsync(Uri url, OcpiReply.Answered answered, CancellationToken cancellation)
    {
        var large = answered.Body.Length > OcpiLink.MostListed;
        var text = large ? $"a page of more than {OcpiLink.MostListed} bytes" : "an answer that is no OCPI list";
        if (attempts == 0 && !large) return new Step(null, new Postponement(text));
        if (paging.Narrower(url) is { } narrower) return new Step(narrower, null);
        whole?.Break("an answer that is no list");
        if (paging.Beyond(url) is { } beyond && ListAnswer.Of(await GetAsync(beyond, cancellation), later: true).Page is not null)
        {
            await source.Module.RefuseAsync(Page(url, [large ? default : answered.Body]), 0, [new Fault("", text)]);
            return new Step(beyond, null);
        }
        return new Step(null, new Postponement(text));
    }

    private Task<OcpiReply> GetAsync(Uri url, CancellationToken cancellation) =>
        link.GetPageAsync(url, correlation, source.Routing(gateway), cancellation);

    private PulledPage Page(Uri url, IReadOnlyList<ReadOnlyMemory<byte>> items) =>
        new(catchUp.Partner, link.Options.Version, url, correlation, time.GetUtcNow(), items);

    /// <summary>Neither: it was the last page.</summary>
    private sealed record Step(Uri? Next, Postponement? Trouble)
    {
        /// <summary>After the last page: what became of what the list lacks.</summary>
        public string? Missing { get; init; }
    }
}
