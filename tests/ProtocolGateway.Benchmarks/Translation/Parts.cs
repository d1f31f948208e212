using System.Text.Json;
using System.Xml;

namespace ProtocolGateway.Benchmarks.Translation;

/// <summary>The parts of the mapped way, each measured alone on what the part before it made.</summary>
internal static class Parts
{
    /// <summary>What reading costs anybody: the platform's readers walking past everything, and the yardstick's reading.</summary>
    public static IReadOnlyList<Candidate> Readers { get; } =
    [
        new("XmlReader alone, nothing kept", WalkXml),
        new("eMIP read by hand", () => Yardstick.EmipToOcpi.Read(Records.EmipCdr)),
        new("Utf8JsonReader alone, nothing kept", WalkJson),
        new("OCPI read by hand", () => Yardstick.OcpiToEmip.Read(Records.OcpiCdr)),
    ];

    public static IReadOnlyList<Candidate> EmipToOcpi(ProductTranslation product)
    {
        var document = ProductTranslation.ParseEmip(Records.EmipCdr);
        var heard = product.ReadEmip(document);
        var message = product.CompleteForOcpi(heard);
        return
        [
            new("parse: bytes -> document", () => ProductTranslation.ParseEmip(Records.EmipCdr)),
            new("read:  document -> canonical", () => product.ReadEmip(document)),
            new("steps: canonical -> completed", () => product.CompleteForOcpi(heard)),
            new("write: canonical -> JSON", () => product.WriteOcpi(message, heard)),
        ];
    }

    public static IReadOnlyList<Candidate> OcpiToEmip(ProductTranslation product)
    {
        var document = ProductTranslation.ParseOcpi(Records.OcpiCdr);
        var heard = product.ReadOcpi(document);
        var message = product.CompleteForEmip(heard);
        return
        [
            new("parse: bytes -> document", () => ProductTranslation.ParseOcpi(Records.OcpiCdr)),
            new("read:  document -> canonical", () => product.ReadOcpi(document)),
            new("steps: canonical -> completed", () => product.CompleteForEmip(heard)),
            new("write: canonical -> XML", () => product.WriteEmip(message, heard)),
        ];
    }

    private static void WalkXml()
    {
        using var xml = XmlReader.Create(new MemoryStream(Records.EmipCdr, writable: false), ProductTranslation.Reading);
        while (xml.Read()) { }
    }

    private static void WalkJson()
    {
        var json = new Utf8JsonReader(Records.OcpiCdr);
        while (json.Read()) { }
    }
}
