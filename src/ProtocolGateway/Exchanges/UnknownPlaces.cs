using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Publishing;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Exchanges;

/// <summary>The location that a partner has to be told before it understands what it was told of an EVSE there (ocpi.md 1.8: "PATCH failed").</summary>
/// <param name="objects">Null, as <paramref name="states"/>, where a gateway publishes nothing.</param>
internal sealed class UnknownPlaces(PartnerBook partners, TimeProvider time, IPublishedObjects? objects = null, StateResolution? states = null)
{
    /// <summary>The location as it stands now; null where nobody published it, or the partner may not see it.</summary>
    /// <param name="message">What it refused for the place's sake.</param>
    public LocationPublished? Find(Partner partner, object message)
    {
        if (message is not EvseStatusChanged { Report: { Party: { } owner, LocationId: { } id } }) return null;
        if (objects is null || states is null) return null;
        try
        {
            var sight = PublishedSight.Of(partner, PublishedKind.Location, partners, time.GetUtcNow(), owner);
            if (objects.Find(PublishedKind.Location, owner, PublishedKeys.Of(id))?.Record is not Location location) return null;
            return (location.Publish == false ? sight.Restricted : sight.Owners).Contains(owner) ? new() { Location = StandingStatuses.Apply(location, states.Find) } : null;
        }
        catch (Exception e) when (JournalFaults.Explain(e) is not null)
        {
            return null;
        }
    }
}
