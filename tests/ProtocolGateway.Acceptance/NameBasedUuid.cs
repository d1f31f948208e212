using System.Security.Cryptography;
using System.Text;

namespace ProtocolGateway.Acceptance;

/// <summary>RFC 9562 version 5 in the gateway's namespace (translation.md section 3).</summary>
internal static class NameBasedUuid
{
    private static readonly Guid Namespace = new("5b0f6c1e-6f0a-4d0e-9d0c-2c8e0b7a4f31");

    public static string Of(string name)
    {
        var input = Namespace.ToByteArray(bigEndian: true).Concat(Encoding.UTF8.GetBytes(name)).ToArray();
#pragma warning disable CA5350 // The version is defined by SHA-1.
        var hash = SHA1.HashData(input)[..16];
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash, bigEndian: true).ToString();
    }
}
