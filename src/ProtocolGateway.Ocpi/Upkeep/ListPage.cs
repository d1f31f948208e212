using System.Text.Json;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>One page of a list, its objects not yet read: a bad one must not spoil the others (ocpi.md 1.7).</summary>
/// <param name="Code">OCPI's status code.</param>
/// <param name="Message">Text for people; null for none.</param>
/// <param name="Items">Each object's bytes as they came.</param>
internal sealed record ListPage(int Code, string? Message, IReadOnlyList<ReadOnlyMemory<byte>> Items)
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Null when it is no envelope around a list.</summary>
    public static ListPage? Read(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith(ByteOrderMark)) body = body[ByteOrderMark.Length..];
        try
        {
            return ReadEnvelope(body);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // Not JSON, a number that is none, a text that is no UTF-8.
            return null;
        }
    }

    private static ListPage? ReadEnvelope(ReadOnlyMemory<byte> body)
    {
        var json = new Utf8JsonReader(body.Span);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return null;
        int? code = null;
        string? message = null;
        var items = new List<ReadOnlyMemory<byte>>();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            switch (name)
            {
                case "status_code":
                    code = json.TokenType == JsonTokenType.Number ? json.GetInt32() : int.Parse(json.GetString()!, System.Globalization.CultureInfo.InvariantCulture);
                    break;
                case "status_message" when json.TokenType == JsonTokenType.String:
                    message = json.GetString();
                    break;
                case "data" when json.TokenType == JsonTokenType.StartArray:
                    ReadItems(ref json, body, items);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }
        // What follows the envelope would make it no JSON.
        while (json.Read())
            continue;
        return code is { } known ? new ListPage(known, message, items) : null;
    }

    private static void ReadItems(ref Utf8JsonReader json, ReadOnlyMemory<byte> body, List<ReadOnlyMemory<byte>> items)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)json.TokenStartIndex;
            json.Skip();
            items.Add(body[start..(int)json.BytesConsumed]);
        }
    }
}
