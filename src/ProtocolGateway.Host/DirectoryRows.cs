using ProtocolGateway.Directory;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Host;

/// <summary>How one object of a file for the directory is read.</summary>
internal static class DirectoryRows
{
    /// <summary>The dialect that such files are written in (contract.md section 1).</summary>
    public const string Dialect = "ocpi-2.2.1";

    public static RowReading By(CompiledMapping mapping) => json =>
        Document.FromJson(json, out var fault) is { } document
            ? mapping.Read(document, document.Root, ReadContext.Default)
            : new Reading(null, [fault!], null, []);
}
