using System.Collections.Frozen;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>Who a request is from: its partnerId, together with what the partner's settings ask for as a proof.</summary>
internal static class Recognition
{
    private static readonly ConditionalWeakTable<PartnerBook, FrozenDictionary<string, Partner>> Tables = [];

    public static Partner? Find(PartnerBook book, string partnerId) =>
        Tables.GetValue(book, Index).GetValueOrDefault(WireText.PartnerKey(partnerId));

    /// <summary>True when the request comes from where, and with the proof, that the partner's settings name.</summary>
    public static bool IsProven(EmipOptions options, HttpContext context) =>
        IsAllowed(options, context.Connection.RemoteIpAddress) && options.Authentication switch
        {
            EmipAuthentication.None => true,
            EmipAuthentication.Basic => IsUser(options, context.Request.Headers.Authorization.ToString()),
            _ => IsCertified(options.InboundCertificate, context),
        };

    private static FrozenDictionary<string, Partner> Index(PartnerBook book) =>
        book.All.Where(p => p.Settings is EmipOptions)
            .ToFrozenDictionary(p => WireText.PartnerKey(((EmipOptions)p.Settings).PartnerId));

    private static bool IsAllowed(EmipOptions options, IPAddress? address)
    {
        // A request without an address never left this process.
        if (address is null) return true;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (options.AllowedAddresses.Count > 0) return options.AllowedAddresses.Any(n => n.Contains(address));
        return !options.LoopbackOnly || IPAddress.IsLoopback(address);
    }

    private static bool IsUser(EmipOptions options, string header)
    {
        const string scheme = "Basic ";
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return false;
        var given = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[scheme.Length..].Trim(), given, out var length)) return false;
        var expected = Encoding.UTF8.GetBytes($"{options.User}:{options.Password}");
        return CryptographicOperations.FixedTimeEquals(given.AsSpan(0, length), expected);
    }

    private static bool IsCertified(InboundCertificate? expected, HttpContext context)
    {
        if (expected is null || context.Connection.ClientCertificate is not { } given) return false;
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        if (expected.Thumbprint is { } thumbprint)
        {
            var hash = given.GetCertHashString(thumbprint.Length == 40 ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256);
            return hash.Equals(thumbprint, StringComparison.OrdinalIgnoreCase) && Tls.IsInForce(given, now);
        }

        // Names alone prove nothing: anyone can write them into a certificate. Somebody must vouch for it.
        return given.Subject == expected.Subject && given.Issuer == expected.Issuer && Tls.IsClient(given, expected.Authority, now);
    }
}
