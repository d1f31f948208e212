using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Directory;

/// <summary>Reads one object of an import by its mapping.</summary>
/// <param name="json">The object's text, UTF-8.</param>
public delegate Reading RowReading(ReadOnlySpan<byte> json);

/// <summary>A JSON array of objects, read one at a time, however long it is.</summary>
internal sealed class RowFile(Stream file, RowReading read) : IRowSource
{
    public string? Failure { get; private set; }

    public async IAsyncEnumerable<(int Number, Reading Reading)> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var number = 0;
        var rows = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(file, cancellationToken: cancellation).GetAsyncEnumerator(cancellation);
        await using (rows.ConfigureAwait(false))
        {
            while (await MoveNextAsync(rows, number).ConfigureAwait(false))
                yield return (++number, Read(rows.Current));
        }
    }

    private Reading Read(JsonElement row) => row.ValueKind == JsonValueKind.Object
        ? read(JsonMarshal.GetRawUtf8Value(row))
        : new Reading(null, [new Fault("", $"{row.ValueKind} was found; expected an object {{ ... }}")], null, []);

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<JsonElement> rows, int number)
    {
        try
        {
            return await rows.MoveNextAsync().ConfigureAwait(false);
        }
        catch (JsonException e)
        {
            Failure = number == 0 && e.Path is null or "$"
                ? $"the file is no JSON array (line {e.LineNumber + 1}, position {e.BytePositionInLine + 1}); expected [ {{ ... }}, ... ]"
                : $"not JSON from line {e.LineNumber + 1}, position {e.BytePositionInLine + 1} on; read until then: {number} rows";
            return false;
        }
    }
}
