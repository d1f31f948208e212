using System.Security.Cryptography;
using System.Text;

namespace ProtocolGateway.Ocpi.Wire;

/// <summary>The <c>Authorization</c> header: <c>Token VALUE</c> (ocpi.md 1.2).</summary>
internal sealed class TokenHeader
{
    private const string Scheme = "Token";
    private readonly string value;
    private readonly string? decodedValue;
    private readonly byte[] plain;
    private readonly byte[]? decoded;

    private TokenHeader(string value)
    {
        this.value = value;
        decodedValue = TryDecode(value);
        plain = Hash(value);
        decoded = decodedValue is not null ? Hash(decodedValue) : null;
    }

    /// <summary>What tokens are compared by: their length must not show in the time that it takes.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>Null when there is no such header or it has another scheme.</summary>
    public static TokenHeader? Read(string? header)
    {
        var text = header.AsSpan().Trim();
        if (text.Length <= Scheme.Length || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        if (text[Scheme.Length] is not (' ' or '\t')) return null;
        return new TokenHeader(text[Scheme.Length..].Trim().ToString());
    }

    public static string Write(string token, bool encoded) =>
        $"{Scheme} {(encoded ? Convert.ToBase64String(Encoding.UTF8.GetBytes(token)) : token)}";

    /// <summary>True when the header carries the token with that hash. Takes the same time whatever it carries.</summary>
    public bool Carries(byte[] tokenHash, TokenForm form)
    {
        var asPlain = CryptographicOperations.FixedTimeEquals(plain, tokenHash);
        var asDecoded = CryptographicOperations.FixedTimeEquals(decoded ?? plain, tokenHash) && decoded is not null;
        return form switch
        {
            TokenForm.Base64 => asDecoded,
            TokenForm.Plain => asPlain,
            _ => asPlain | asDecoded,
        };
    }

    /// <summary>The token with that hash, which the header carries.</summary>
    public string Presented(byte[] tokenHash) => plain.AsSpan().SequenceEqual(tokenHash) ? value : decodedValue!;

    /// <summary>The specification's own examples end in an encoded line feed (ocpi.md 8.5): white space at the end is cut.</summary>
    private static string? TryDecode(string value)
    {
        Span<byte> bytes = stackalloc byte[256];
        return value.Length <= 256 && Convert.TryFromBase64String(value, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes[..length]).TrimEnd()
            : null;
    }
}
