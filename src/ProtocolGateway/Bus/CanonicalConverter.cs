using System.Text.Json;
using System.Text.Json.Serialization;
using ProtocolGateway.Canonical;

namespace ProtocolGateway.Bus;

/// <summary>
/// Canonical messages inside an envelope of the bus, in the form in which the journal keeps them: what a node says of the bus is
/// what it would have said of the journal, and nodes of different builds read each other as they read the journal.
/// </summary>
internal sealed class CanonicalConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.Assembly == typeof(CanonicalJson).Assembly && typeToConvert.IsClass;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(typeToConvert))!;

    private sealed class Typed<T> : JsonConverter<T>
        where T : class
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<T>(ref reader, CanonicalJson.Options);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, CanonicalJson.Options);
    }
}
