using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Emip;

/// <summary>The mappings that eMIP's own code asks for by name.</summary>
internal static class EmipMappings
{
    /// <exception cref="InvalidOperationException">The start's check let a gateway begin without it.</exception>
    public static CompiledMapping Demand(this MappingBook book, string name, Partner partner) =>
        book.Find(EmipProtocol.Dialect, name, partner.Id)
        ?? throw new InvalidOperationException($"The mapping emip/{name} is missing: eMIP can't do without it.");
}
