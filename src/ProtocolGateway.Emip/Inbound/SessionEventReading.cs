using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>What a SetSessionEventReport request says (emip.md 2.7, 2.16): read first, and again after a mapping has changed.</summary>
internal static class SessionEventReading
{
    public static Reading Read(Document document, RequestRoot root, Partner partner, MappingBook book, Trail? trail = null)
    {
        var name = root.FromHub ? "session-event-from-hub" : "session-event-to-hub";
        if (book.Find(EmipProtocol.Dialect, name, partner.Id) is not { } mapping)
            return new Reading(null, [], new Hold("NoMapping", $"no mapping emip/{name} is in force", "mapping:emip"), []);
        var reading = mapping.Read(document, document.Root, ((EmipOptions)partner.Settings).Reading(partner, trail));
        return reading with { Message = reading.Message is Session session ? new SessionUpdated { Session = session } : reading.Message };
    }

    public static Reading Again(HeardAgain again)
    {
        if (SoapReader.Read(again.Body, out var wrong) is not { } body) return new Reading(null, [new Fault("", wrong!.Text)], null, []);
        return RequestRoot.Find(body.Namespace, body.Name) is { } root
            ? Read(body.Document, root, again.Partner, again.Mappings, again.Trail)
            : new Reading(null, [new Fault("", RequestRoot.WhyNot(body.Namespace, body.Name))], null, []);
    }
}
