using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>Who is calling. A token names a connected system, not a party (ocpi.md 1.2).</summary>
/// <param name="Token">What was presented, not encoded.</param>
/// <param name="ToRegister">It is good for a handshake only.</param>
internal sealed record OcpiCaller(Partner Partner, string Token, bool ToRegister)
{
    /// <summary>SHA-256 of it.</summary>
    public byte[] Hash => TokenHeader.Hash(Token);

    /// <summary>Nothing but the partner: its token is in here.</summary>
    public override string ToString() => Partner.Id;

    /// <summary>The partner whose token the header carries; null when there is none.</summary>
    public static OcpiCaller? Recognise(string? authorization, PartnerBook book, DateTimeOffset at)
    {
        if (TokenHeader.Read(authorization) is not { } header) return null;
        OcpiCaller? caller = null;
        // All are compared, whichever it is: the time must not tell.
        foreach (var partner in book.All)
        {
            if (partner.Settings is not OcpiOptions options) continue;
            foreach (var (hash, toRegister) in options.Proofs(at))
                if (header.Carries(hash, options.InboundForm))
                    caller ??= new OcpiCaller(partner, header.Presented(hash), toRegister);
        }
        return caller;
    }

    /// <summary>
    /// False for a registration token anywhere but on the way to a registration (ocpi.md 1.2): it opens nothing else, and nothing at
    /// all once it was used. Registering a second time is answered by the module itself (405).
    /// </summary>
    public bool MayUse(OcpiTarget? target)
    {
        if (!ToRegister) return true;
        var options = (OcpiOptions)Partner.Settings;
        var credentials = target?.Interface is { Module: CredentialsModule.Module };
        return options.IsSpent || options.Standing.IsRegistered
            ? credentials && options.Standing.IsRegistered && target!.Route is { Method: "POST" }
            : target is not null && (target.Interface is null || credentials);
    }
}
