using ProtocolGateway.Partners;

namespace ProtocolGateway.Journal;

/// <summary>Where the journal is (contract.md section 2: <c>DataDirectory</c>, <c>Journal</c>).</summary>
public sealed record JournalOptions
{
    /// <summary>The directory of <c>journal.db</c>; made if missing.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Where PostgreSQL is; null for the embedded SQLite file.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>How long the writer waits for another process that holds the journal before what it was asked fails.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many things may wait to be written; more are told that the journal is out of reach.</summary>
    public int QueueLength { get; init; } = 4096;

    /// <summary>The journal that the settings name.</summary>
    public static JournalOptions Of(GatewaySettings settings) =>
        new() { DataDirectory = settings.DataDirectory, ConnectionString = settings.Journal.ConnectionString };

    public string Path => System.IO.Path.Combine(DataDirectory, "journal.db");
}
