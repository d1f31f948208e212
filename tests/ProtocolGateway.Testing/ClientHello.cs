using System.Buffers.Binary;

namespace ProtocolGateway.Testing;

/// <summary>The first message of TLS, by hand: a system's own TLS would not offer what a test wants to see refused.</summary>
public static class ClientHello
{
    private const int SupportedVersions = 43;

    /// <summary>What <c>alert</c> says when there is no version in common (RFC 8446 section 6).</summary>
    public const byte ProtocolVersion = 70;

    /// <summary>A hello that offers TLS 1.1 at most.</summary>
    public static byte[] UpTo11()
    {
        byte[] body =
        [
            0x03, 0x02, .. new byte[32], 0, // version 1.1, random, no session
            0, 8, 0xC0, 0x13, 0xC0, 0x14, 0x00, 0x2F, 0x00, 0x35, // cipher suites with RSA that it knows
            1, 0, // no compression
            0, 14, 0, 10, 0, 4, 0, 2, 0, 23, 0, 11, 0, 2, 1, 0, // P-256, uncompressed points
        ];
        return [0x16, 0x03, 0x01, 0, (byte)(body.Length + 4), 1, 0, 0, (byte)body.Length, .. body];
    }

    /// <summary>The alert in what a server answered; null when it answered something else.</summary>
    public static byte? Alert(ReadOnlySpan<byte> answer) => answer is [0x15, _, _, _, _, _, var description, ..] ? description : null;

    /// <summary>The versions that a hello offers, such as 0x0304 for 1.3.</summary>
    public static IReadOnlyList<int> Versions(ReadOnlySpan<byte> hello)
    {
        var at = 5 + 4 + 2 + 32;
        at += 1 + hello[at];
        at += 2 + BinaryPrimitives.ReadUInt16BigEndian(hello[at..]);
        at += 1 + hello[at];
        at += 2;
        while (at + 4 <= hello.Length)
        {
            var (type, length) = (BinaryPrimitives.ReadUInt16BigEndian(hello[at..]), BinaryPrimitives.ReadUInt16BigEndian(hello[(at + 2)..]));
            at += 4;
            if (type != SupportedVersions)
            {
                at += length;
                continue;
            }
            var versions = new List<int>();
            for (var i = 1; i < length; i += 2) versions.Add(BinaryPrimitives.ReadUInt16BigEndian(hello[(at + i)..]));
            return versions;
        }
        // Before 1.3 there was one version, in the hello's own field.
        return [BinaryPrimitives.ReadUInt16BigEndian(hello[9..])];
    }
}
