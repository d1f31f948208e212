using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ProtocolGateway.Journal.Copy;

/// <summary>Counts and sums rows, whatever order they come in.</summary>
internal sealed class ContentSum
{
    private readonly IncrementalHash row = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long rows;
    private UInt128 sum;

    public Content Result => new(rows, sum);

    public void Add(object? value)
    {
        var bytes = value switch
        {
            null => [],
            byte[] given => given,
            _ => Encoding.UTF8.GetBytes(Convert.ToString(value, CultureInfo.InvariantCulture)!),
        };
        // With its length, so that no two rows run into the same bytes; nothing is not the same as empty.
        row.AppendData(BitConverter.GetBytes(value is null ? -1 : bytes.Length));
        row.AppendData(bytes);
    }

    public void EndRow()
    {
        rows++;
        sum += BitConverter.ToUInt128(row.GetHashAndReset());
    }
}

/// <summary>How many rows there are, and the sum of their hashes.</summary>
internal readonly record struct Content(long Rows, UInt128 Sum);
