using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>Who is calling. A token names a connected system, not a party (ocpi.md 1.2).</summary>
internal static class OcpiCallers
{
    /// <summary>The partner whose token the header carries; null when there is none.</summary>
    public static Partner? Recognise(string? authorization, PartnerBook book)
    {
        if (TokenHeader.Read(authorization) is not { } header) return null;
        Partner? caller = null;
        // All are compared, whichever it is: the time must not tell.
        foreach (var partner in book.All)
            if (partner.Settings is OcpiOptions { InboundTokenHash: { } hash } options && header.Carries(hash, options.InboundForm))
                caller ??= partner;
        return caller;
    }
}
