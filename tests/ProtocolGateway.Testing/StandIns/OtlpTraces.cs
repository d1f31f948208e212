using System.Globalization;
using System.Text;

namespace ProtocolGateway.Testing.StandIns;

/// <summary>Reads OTLP's ExportTraceServiceRequest, as far as tests ask.</summary>
internal static class OtlpTraces
{
    public static IEnumerable<CollectedSpan> Read(byte[] request) =>
        from resource in Fields(request, 1)
        from scope in Fields(resource, 2)
        let source = Fields(scope, 1).SelectMany(s => Fields(s, 1)).Select(Encoding.UTF8.GetString).FirstOrDefault("")
        from span in Fields(scope, 2)
        select new CollectedSpan(
            Hex(span, 1), Hex(span, 2), Hex(span, 4), source, Text(span, 5),
            Fields(span, 9).ToDictionary(a => Text(a, 1), a => Value(Fields(a, 2).First())));

    private static string Value(byte[] value) =>
        Fields(value, 1).Select(Encoding.UTF8.GetString).FirstOrDefault()
        ?? Numbers(value, 3).Select(n => n.ToString(CultureInfo.InvariantCulture)).FirstOrDefault("");

    private static string Hex(byte[] message, int field) => Fields(message, field).Select(Convert.ToHexStringLower).FirstOrDefault("");

    private static string Text(byte[] message, int field) => Fields(message, field).Select(Encoding.UTF8.GetString).FirstOrDefault("");

    private static IEnumerable<byte[]> Fields(byte[] message, int field) => Every(message).Where(f => f.Number == field && f.Bytes is not null).Select(f => f.Bytes!);

    private static IEnumerable<long> Numbers(byte[] message, int field) => Every(message).Where(f => f.Number == field && f.Bytes is null).Select(f => f.Value);

    private static IEnumerable<(int Number, byte[]? Bytes, long Value)> Every(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = (int)Varint(message, ref at);
            switch (tag & 7)
            {
                case 0: yield return (tag >> 3, null, (long)Varint(message, ref at)); break;
                case 1: at += 8; break;
                case 5: at += 4; break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    yield return (tag >> 3, message[at..(at + length)], 0);
                    at += length;
                    break;
                default: throw new InvalidDataException($"no protobuf: wire type {tag & 7}");
            }
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80) return value;
        }
    }
}
