using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Steps;

namespace ProtocolGateway.Emip.Tests;

/// <summary>The mappings of the repository.</summary>
internal sealed record Maps(MappingBook Current) : IMappings
{
    public static IMappings InForce { get; } = Load();

    private static Maps Load()
    {
        var load = MappingBook.Load(Path.Combine(Samples.Root, "mappings"), Path.Combine(Samples.Root, "schemas"), KnownSteps.All);
        return new Maps(load.Book ?? throw new InvalidOperationException(string.Join('\n', load.Faults)));
    }
}
