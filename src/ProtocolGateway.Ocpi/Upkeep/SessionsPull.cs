using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Ocpi.Inbound.Objects;
using ProtocolGateway.Ocpi.Inbound.Sessions;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>Sessions that are asked for (ocpi.md 5.2): each is a report, as one that is put; one that is older than what is known changes nothing.</summary>
internal sealed class SessionsPull(ObjectReader reader, IGateway gateway) : FactsPull(SessionsReceiver.Module, gateway)
{
    protected override Refusal? Read(ReadOnlySpan<byte> json, PulledPage page, out Reading? reading)
    {
        reading = null;
        if (reader.Read(json, SessionsReceiver.Mapping, page.Version, page.Partner, out var read) is { } refusal) return refusal;
        // A code that no table knows: a newer report comes.
        if (read is not { Message: Session session, Hold: null }) return new(RefusalKind.BadContent, "", read.Hold?.Text ?? "it can't be read");
        reading = read with { Message = new SessionUpdated { Session = Ownership.Give(session, page.Partner, Maker) } };
        return null;
    }
}
