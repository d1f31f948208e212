using ProtocolGateway.Exchanges;
using ProtocolGateway.Ocpi.Inbound;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>CDRs that are asked for (ocpi.md 5.3).</summary>
internal sealed class CdrsPull(CdrReader reader, IGateway gateway) : FactsPull("cdrs", gateway)
{
    public const string Operation = "GET cdrs";

    protected override Refusal? Read(ReadOnlySpan<byte> json, PulledPage page, out Reading? reading)
    {
        if (reader.Read(json, page.Version, page.Partner, out reading) is { } refusal) return refusal;
        // Nobody could be asked again for what has not even an identity: a person has to see it.
        return reading!.Message is null ? new(RefusalKind.BadContent, "", reading.Hold!.Text) : null;
    }
}
