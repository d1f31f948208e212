using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;

namespace ProtocolGateway.Benchmarks.Translation;

/// <summary>Loads what the Host loads: the repository's mapping files, and the records' place and token read by them.</summary>
internal static class Product
{
    private const string Ocpi = "ocpi-2.2.1";

    public static ProductTranslation Load()
    {
        var book = new MappingBook();
        var location = (Location)ReadOne(Find(book, Ocpi, "location"), Records.Locations);
        var token = (Token)ReadOne(Find(book, Ocpi, "token"), Records.Tokens);
        return new ProductTranslation(
            Find(book, "emip", "charge-detail-record"), Find(book, Ocpi, "charge-detail-record"), new MemoryDirectory(location, token));
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
