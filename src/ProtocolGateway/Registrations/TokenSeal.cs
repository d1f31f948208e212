using System.Security.Cryptography;
using System.Text;

namespace ProtocolGateway.Registrations;

/// <summary>
/// Seals tokens with a key that is not in the journal: AES-256-GCM, for the partner that they belong to. Whoever has the journal
/// alone has no token.
/// </summary>
internal sealed class TokenSeal(Lazy<byte[]> key)
{
    private const int NonceLength = 12, TagLength = 16;

    /// <summary>Nonce, tag, and the sealed text.</summary>
    public byte[] Seal(string token, string partner)
    {
        var text = Encoding.UTF8.GetBytes(token);
        var bytes = new byte[NonceLength + TagLength + text.Length];
        var nonce = bytes.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Value, TagLength);
        aes.Encrypt(nonce, text, bytes.AsSpan(NonceLength + TagLength), bytes.AsSpan(NonceLength, TagLength), Encoding.UTF8.GetBytes(partner));
        return bytes;
    }

    /// <summary>Null when it was sealed with another key, or for another partner.</summary>
    public string? Open(byte[] sealedToken, string partner)
    {
        if (sealedToken.Length < NonceLength + TagLength) return null;
        var text = new byte[sealedToken.Length - NonceLength - TagLength];
        var bytes = sealedToken.AsSpan();
        using var aes = new AesGcm(key.Value, TagLength);
        try
        {
            aes.Decrypt(bytes[..NonceLength], bytes[(NonceLength + TagLength)..], bytes.Slice(NonceLength, TagLength), text, Encoding.UTF8.GetBytes(partner));
            return Encoding.UTF8.GetString(text);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
