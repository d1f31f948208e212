using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Protocols;
using ProtocolGateway.Publishing;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Ocpi.Inbound.Objects;

/// <summary>The gateway's store of objects, as a request brings it.</summary>
internal static class ObjectStore
{
    /// <summary>What is known of the object at an address, its EVSEs as they stand now; null for nothing.</summary>
    public static PublishedObject? Find(OcpiCall call, ObjectModule module, ObjectAddress address)
    {
        var services = call.Http.RequestServices;
        var objects = services.GetRequiredService<IPublishedObjects>();
        var known = address.Keys.Select(key => objects.Find(module.Kind, address.Owner, key)).FirstOrDefault(found => found is not null);
        return known is { Record: Location location } ? known with { Record = services.GetRequiredService<IEvseStates>().Apply(location) } : known;
    }

    public static Task<Publication> PublishAsync(OcpiCall call, ReadOnlyMemory<byte> body, Reading reading, Change change) =>
        call.Http.RequestServices.GetRequiredService<IPublishing>().PublishAsync(
            new()
            {
                Heard = call.Heard(body),
                Reading = reading,
                Withdraws = change.Withdraws,
                Basis = change.Basis,
                Answer = publication => ObjectAnswers.To(publication, call).Json,
            },
            call.Cancellation);

    /// <summary>What a request does to an object beside putting the whole of it.</summary>
    internal readonly record struct Change
    {
        public bool Withdraws { get; init; }

        public PublishedObject? Basis { get; init; }
    }
}
