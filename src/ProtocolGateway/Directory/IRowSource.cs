using ProtocolGateway.Protocols;

namespace ProtocolGateway.Directory;

/// <summary>A file of objects to import, whatever its form.</summary>
internal interface IRowSource
{
    /// <summary>Why reading ended before the file did; null when all was read.</summary>
    string? Failure { get; }

    /// <summary>Each object, or what is wrong with it, and the number of its row from 1.</summary>
    IAsyncEnumerable<(int Number, Reading Reading)> ReadAsync(CancellationToken cancellation);
}
