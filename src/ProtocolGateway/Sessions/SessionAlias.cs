using System.Security.Cryptography;
using System.Text;
using ProtocolGateway.Canonical;

namespace ProtocolGateway.Sessions;

/// <summary>
/// The ids that we give sessions where a protocol can't carry the one that we were given (translation.md section 3): the same
/// on every node and offline.
/// </summary>
public static class SessionAlias
{
    private const int LongestOcpiId = 36;

    private static readonly Guid Namespace = new("5b0f6c1e-6f0a-4d0e-9d0c-2c8e0b7a4f31");

    /// <summary>OCPI's session (and CDR) id of a session that is known by a serviceSessionId.</summary>
    /// <param name="issuer">Whoever assigned the serviceSessionId.</param>
    public static string ForOcpi(PartyId issuer, string serviceSessionId) =>
        serviceSessionId.Length <= LongestOcpiId && serviceSessionId.All(c => c is >= ' ' and <= '~')
            ? serviceSessionId
            : NameBased(Namespace, $"{issuer.Key}|{serviceSessionId}");

    /// <summary>The serviceSessionId of a session that its CPO named and that was never authorised through us.</summary>
    /// <param name="id">The session's id; the CDR's where it tells none.</param>
    public static string ForService(PartyId owner, string id) => NameBased(Namespace, $"{owner.Key}|{id}");

    /// <summary>RFC 9562, version 5.</summary>
    internal static string NameBased(Guid space, string name)
    {
        var input = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        space.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input.AsSpan(16));
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // A name, not a secret: version 5 is made of SHA-1.
        SHA1.HashData(input, hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString();
    }
}
