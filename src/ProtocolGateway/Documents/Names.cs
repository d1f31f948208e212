using System.Runtime.InteropServices;
using System.Text.Json;

namespace ProtocolGateway.Documents;

/// <summary>
/// One string per member name, found by the bytes on the wire, so that names cost nothing per document. Bounded: strangers'
/// names are not kept for ever, and names made to collide are not looked for for long.
/// </summary>
internal static class Names
{
    private const int Slots = 8192;
    private const int Most = 4096;
    private const int Probes = 16;
    private static readonly Known?[] Table = new Known?[Slots];
    private static readonly Lock Adding = new();
    private static int count;

    private sealed record Known(byte[] Utf8, string Text);

    public static string Intern(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped || reader.ValueSpan.Length > 64) return reader.GetString()!;
        var name = reader.ValueSpan;
        var slot = Hash(name);
        for (var i = 0; i < Probes; i++, slot++)
        {
            if (Volatile.Read(ref Table[slot & (Slots - 1)]) is not { } known) return Add(ref reader, (int)(slot & (Slots - 1)));
            if (name.SequenceEqual(known.Utf8)) return known.Text;
        }
        return reader.GetString()!;
    }

    private static string Add(ref Utf8JsonReader reader, int slot)
    {
        var text = reader.GetString()!;
        lock (Adding)
        {
            // Somebody else may have taken the slot meanwhile: then this name is looked for again next time.
            if (count >= Most || Table[slot] is not null) return text;
            count++;
            Volatile.Write(ref Table[slot], new Known(reader.ValueSpan.ToArray(), text));
        }
        return text;
    }

    /// <summary>Length, and the first and last eight bytes, or four: member names differ there.</summary>
    private static uint Hash(ReadOnlySpan<byte> name)
    {
        var (first, last) = name.Length switch
        {
            >= 8 => (MemoryMarshal.Read<ulong>(name), MemoryMarshal.Read<ulong>(name[^8..])),
            >= 4 => (MemoryMarshal.Read<uint>(name), MemoryMarshal.Read<uint>(name[^4..])),
            > 0 => (name[0] | ((ulong)name[name.Length / 2] << 8), name[^1]),
            _ => (0UL, 0UL),
        };
        var mixed = (first * 0x9E3779B97F4A7C15) ^ ((last + (ulong)name.Length) * 0xC2B2AE3D27D4EB4F);
        return (uint)(mixed >> 32) ^ (uint)(mixed >> 51);
    }
}
