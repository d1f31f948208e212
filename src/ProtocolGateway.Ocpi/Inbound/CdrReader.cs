using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>From the bytes of a CDR to the fact that it was issued.</summary>
internal sealed class CdrReader(IMappings mappings)
{
    public const string MappingName = "charge-detail-record";

    /// <summary>The refusal, or else a reading without faults; it has no message while no mapping is in force.</summary>
    public Refusal? Read(ReadOnlySpan<byte> body, OcpiVersion version, Partner partner, out Reading? reading)
    {
        reading = null;
        if (JsonBody.Read(body, out var refusal) is not { } document)
            return refusal!.Kind == RefusalKind.Malformed ? Unparsable(body, refusal.Faults[0], version, partner) : refusal;
        var read = Read(document, version, partner, mappings.Current, ReadContext.Default);
        if (read.Faults.Count > 0) return new Refusal(RefusalKind.BadContent, read.Faults);
        reading = read;
        return null;
    }

    /// <summary>Reads a journaled CDR again, after its mapping has changed.</summary>
    public static Reading ReadAgain(HeardAgain heard) => JsonBody.Read(heard.Body.Span, out var refusal) is { } document
        ? Read(document, HeardAddress.Of(heard).Version, heard.Partner, heard.Mappings, ReadContext.Default with { Trail = heard.Trail })
        : new Reading(null, refusal!.Faults, null, []);

    private static Reading Read(Document document, OcpiVersion version, Partner partner, MappingBook book, ReadContext context)
    {
        if (book.Find(version.Dialect, MappingName, partner.Id) is not { } mapping)
            return new Reading(null, [], new Hold("NoMapping", $"no mapping {version.Dialect}/{MappingName} is in force", $"mapping:{version.Dialect}"), []);
        // OCPI's times are UTC with or without Z (ocpi.md 1.10): a partner's own zone has no say here.
        var reading = mapping.Read(document, document.Root, context);
        return reading.Message is ChargeDetailRecord record
            ? reading with { Message = new ChargeDetailRecordIssued { Record = Ownership.Give(record, partner, Role.CPO) } }
            : reading;
    }

    /// <summary>Names the place, and by a second look past the syntax error whatever else the sender has to add.</summary>
    private Refusal Unparsable(ReadOnlySpan<byte> body, Fault fault, OcpiVersion version, Partner partner)
    {
        var faults = new List<Fault> { fault };
        if (Document.FromJson(body, out _, lenient: true) is { } torso && torso.Root.Kind == NodeKind.Object)
            faults.AddRange(Read(torso, version, partner, mappings.Current, ReadContext.Default).Faults.Where(f => f.Text.StartsWith("missing", StringComparison.Ordinal)));
        return new Refusal(RefusalKind.Malformed, faults);
    }
}
