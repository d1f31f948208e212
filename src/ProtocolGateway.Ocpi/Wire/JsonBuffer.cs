using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.ObjectPool;

namespace ProtocolGateway.Ocpi.Wire;

/// <summary>A writer of compact JSON and the bytes it wrote, kept for the next message.</summary>
internal sealed class JsonBuffer
{
    private const int MostKept = 256 * 1024;
    private static readonly ObjectPool<JsonBuffer> Pool = new DefaultObjectPool<JsonBuffer>(new Policy());
    private readonly ArrayBufferWriter<byte> bytes = new(8 * 1024);

    private JsonBuffer() =>
        // Names are printed in their own letters: OCPI texts are UTF-8.
        Writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public Utf8JsonWriter Writer { get; }

    /// <summary>What was written so far, as text.</summary>
    public string Text
    {
        get
        {
            Writer.Flush();
            return Encoding.UTF8.GetString(bytes.WrittenSpan);
        }
    }

    /// <summary>What was written so far; good until the buffer is returned.</summary>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            Writer.Flush();
            return bytes.WrittenSpan;
        }
    }

    public static JsonBuffer Rent() => Pool.Get();

    public static void Return(JsonBuffer buffer) => Pool.Return(buffer);

    private sealed class Policy : IPooledObjectPolicy<JsonBuffer>
    {
        public JsonBuffer Create() => new();

        public bool Return(JsonBuffer buffer)
        {
            if (buffer.bytes.Capacity > MostKept) return false;
            buffer.bytes.ResetWrittenCount();
            buffer.Writer.Reset();
            return true;
        }
    }
}
