using ProtocolGateway.Mapping.Cases;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Mapping.Versions;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Mapping.Reloading;

/// <summary>
/// What a start asks of mapping files beyond their check. Files that were changed since they were last in force must do what their
/// cases say, or a start would take what a running gateway has refused. Those of files that were in force once are not run again,
/// nor at the first start of all, so that a start is quick.
/// </summary>
public sealed class MappingStart(GatewaySettings settings, IMappings mappings, IMappingHistory history)
{
    /// <summary>Why the files may not be taken; empty when they may.</summary>
    public async Task<IReadOnlyList<MappingFault>> FindFaultsAsync(CancellationToken cancellation)
    {
        var uses = await history.ListAsync(1, null, cancellation).ConfigureAwait(false);
        if (uses.Count == 0 || await history.WasInForceAsync(mappings.Current.Version, cancellation).ConfigureAwait(false)) return [];
        return (await MappingCases.RunAsync(settings.Mappings, mappings.Current, cancellation).ConfigureAwait(false)).AllFaults;
    }
}
