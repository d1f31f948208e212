namespace ProtocolGateway.Journal;

/// <summary>What a statement found, row by row. The statement can't be used again before these are disposed.</summary>
internal abstract class Rows : IDisposable
{
    /// <summary>Goes on to the next row; false when there is none.</summary>
    public abstract bool Read();

    public abstract bool IsNull(int column);

    public abstract long Number(int column);

    public abstract string Text(int column);

    public abstract byte[] Bytes(int column);

    public abstract Guid Id(int column);

    public abstract bool Flag(int column);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public DateTimeOffset Instant(int column) => DateTimeOffset.FromUnixTimeMilliseconds(Number(column));

    public abstract void Dispose();
}
