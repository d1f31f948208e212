using System.Collections.Concurrent;
using System.Data.Common;

namespace ProtocolGateway.Journal;

/// <summary>Prepared queries on connections of their own, each used by one caller at a time. As many are made as callers meet.</summary>
/// <typeparam name="T">The queries; they own their connection.</typeparam>
internal sealed class ReaderPool<T>(JournalDatabase database, Func<JournalConnection, T> prepare) : IDisposable where T : IDisposable
{
    private readonly ConcurrentBag<T> idle = [];

    /// <exception cref="DbException">The journal is out of reach.</exception>
    public TResult Read<TResult>(Func<T, TResult> query)
    {
        if (!idle.TryTake(out var reader)) reader = prepare(database.Open());
        // A reader that failed is not used again: its connection may be what failed.
        try
        {
            var result = query(reader);
            idle.Add(reader);
            return result;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var reader)) reader.Dispose();
    }
}
