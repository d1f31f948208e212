using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>
/// What a SetChargeDetailRecord request says: a final record, or a reading in between (emip.md 3.3), each by its own mapping.
/// The same code reads it first, and again after a mapping has changed.
/// </summary>
internal static class ChargeDetailRecordReading
{
    /// <returns>The operation's name in the protocol's table, and what the request says.</returns>
    public static (string Operation, Reading Reading) Read(Document document, Partner partner, MappingBook book, Trail? trail = null)
    {
        var nature = document.Root.Child("chargeDetailRecord").Text("CDRNature");
        return Nature(nature) switch
        {
            1 => (EmipProtocol.SetChargeDetailRecord, Read("charge-detail-record", document, partner, book, trail)),
            2 => (EmipProtocol.SetChargeDetailRecordReading, Read("session-reading", document, partner, book, trail)),
            _ => (EmipProtocol.SetChargeDetailRecord, Refused(document, nature)),
        };
    }

    public static Reading Again(HeardAgain again)
    {
        var body = SoapReader.Read(again.Body, out var wrong);
        return body is null
            ? new Reading(null, [new Fault("", wrong!.Text)], null, [])
            : Read(body.Document, again.Partner, again.Mappings, again.Trail).Reading;
    }

    private static Reading Read(string mapping, Document document, Partner partner, MappingBook book, Trail? trail)
    {
        if (book.Find(EmipProtocol.Dialect, mapping, partner.Id) is not { } compiled)
            return new Reading(null, [], new Hold("NoMapping", $"no mapping emip/{mapping} is in force", "mapping:emip"), []);
        var reading = compiled.Read(document, document.Root, Context(partner, trail));
        return reading with
        {
            Message = reading.Message switch
            {
                ChargeDetailRecord record => new ChargeDetailRecordIssued { Record = record },
                Session session => new SessionUpdated { Session = session },
                var other => other,
            },
        };
    }

    /// <summary>On paper the partner is one without settings.</summary>
    private static ReadContext Context(Partner partner, Trail? trail) =>
        (partner.Settings as EmipOptions)?.Reading(partner, trail) ?? new ReadContext { TimeZone = partner.TimeZone, Trail = trail };

    /// <summary>By number, number and words, or word (emip.md 7.11).</summary>
    private static long? Nature(string? text) => text?.ToLowerInvariant() switch
    {
        null => null,
        "final" => 1,
        "intermediate" => 2,
        _ => WireText.LeadingNumber(text),
    };

    private static Reading Refused(Document document, string? nature)
    {
        var fault = !document.Root.Child("chargeDetailRecord").Exists ? new Fault("chargeDetailRecord", "the element is missing")
            : nature is null ? new Fault("chargeDetailRecord/CDRNature", "the element is missing")
            : new Fault("chargeDetailRecord/CDRNature", $"'{nature}' is neither 1 (final) nor 2 (intermediate)");
        return new Reading(null, [fault], null, []);
    }
}
