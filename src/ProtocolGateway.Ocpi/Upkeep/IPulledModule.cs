using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Publishing;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>A module whose Sender interface is asked for what we missed.</summary>
internal interface IPulledModule
{
    /// <summary>OCPI's ModuleID.</summary>
    string Id { get; }

    /// <summary>Who makes such objects: they have the list, and the hubs before them.</summary>
    Role Maker { get; }

    /// <summary>Everything there is is wanted when it is asked for first; false for what is news, and is asked for by its time only.</summary>
    bool IsStanding { get; }

    /// <summary>Takes the objects of a page, the good ones also where others are bad.</summary>
    /// <param name="whole">Gets what the page shows, where all pages are read to learn what is missing.</param>
    /// <returns>Why not all could be taken now; null when all were, or are journaled as refused.</returns>
    Task<string?> TakeAsync(PulledPage page, WholeList? whole, CancellationToken cancellation);

    /// <summary>What shows what is missing, where everything is asked for; null where a list of everything is none of what there is.</summary>
    WholeList? Begin(Source source, Partner partner, DateTimeOffset now) => null;

    /// <summary>All pages were read.</summary>
    /// <returns>What became of what is missing, in words; null when nothing is.</returns>
    Task<string?> EndAsync(WholeList whole, PulledPage last, bool confirmed, CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <summary>Journals that an object can't be read.</summary>
    Task RefuseAsync(PulledPage page, int item, IReadOnlyList<Fault> faults);
}
