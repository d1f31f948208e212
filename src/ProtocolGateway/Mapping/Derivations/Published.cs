using ProtocolGateway.Canonical;

namespace ProtocolGateway.Mapping.Derivations;

/// <summary>OCPI 2.1.1 tells a location only to those who may show it to everybody (ocpi.md 6.3, publish).</summary>
internal sealed class Published : IDerivation
{
    public string Name => "published";

    public string Purpose => "A location of OCPI 2.1.1 is one that everybody may see.";

    public IReadOnlyList<Type> Records { get; } = [typeof(Location)];

    public IReadOnlyList<string> Of(string path) => [];

    public object Apply(object record, List<Loss> losses) => record is Location { Publish: null } location ? location with { Publish = true } : record;
}
