using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Steps;

namespace ProtocolGateway.Benchmarks.Translation;

/// <summary>Loads what the Host loads: the repository's mapping files, and the records' place and token read by them.</summary>
internal static class Product
{
    private const string Ocpi = "ocpi-2.2.1";

    public static ProductTranslation Load()
    {
        var book = LoadBook();
        var location = (Location)ReadOne(Find(book, Ocpi, "location"), Records.Locations);
        var token = (Token)ReadOne(Find(book, Ocpi, "token"), Records.Tokens);
        return new ProductTranslation(
            Find(book, "emip", "charge-detail-record"), Find(book, Ocpi, "charge-detail-record"), new FileDirectory([location], [token]));
    }

    /// <summary>The mapping of an OCPI 2.2.1 object.</summary>
    public static CompiledMapping Find(string name) => Find(LoadBook(), Ocpi, name);

    private static MappingBook LoadBook()
    {
        var load = MappingBook.Load(Repository.Mappings, Repository.Schemas, KnownSteps.All);
        return load.Book ?? throw new InvalidOperationException($"The mappings have faults:\n{string.Join('\n', load.Faults)}");
    }

    private static CompiledMapping Find(MappingBook book, string dialect, string name) =>
        book.Find(dialect, name) ?? throw new InvalidOperationException($"There is no mapping {dialect}/{name}.");

    private static object ReadOne(CompiledMapping mapping, byte[] list)
    {
        var document = ProductTranslation.ParseOcpi(list);
        return mapping.Read(document, document.Root.FirstChild, ReadContext.Default).Message
            ?? throw new InvalidOperationException($"The {mapping.Name} of the records was not read.");
    }
}
