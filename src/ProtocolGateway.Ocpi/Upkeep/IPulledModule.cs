using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

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
    /// <returns>Why not all could be taken now; null when all were, or are journaled as refused.</returns>
    Task<string?> TakeAsync(PulledPage page, CancellationToken cancellation);

    /// <summary>Journals that an object can't be read.</summary>
    Task RefuseAsync(PulledPage page, int item, IReadOnlyList<Fault> faults);
}
