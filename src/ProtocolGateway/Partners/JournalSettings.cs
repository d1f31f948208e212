namespace ProtocolGateway.Partners;

/// <summary>Where the journal is kept.</summary>
/// <param name="ConnectionString">Of PostgreSQL, as Npgsql reads it; null for SQLite, whose file is in the data directory.</param>
public sealed record JournalSettings(JournalProvider Provider, string? ConnectionString)
{
    public static JournalSettings Embedded { get; } = new(JournalProvider.Sqlite, null);

    /// <summary>Without the connection string, which holds a password.</summary>
    public override string ToString() => Provider.ToString();
}

public enum JournalProvider { Sqlite, Postgres }
