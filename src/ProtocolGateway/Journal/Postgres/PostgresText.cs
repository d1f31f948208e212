namespace ProtocolGateway.Journal.Postgres;

/// <summary>Text as PostgreSQL can keep it: everything but U+0000, which a partner's answer may well contain.</summary>
internal static class PostgresText
{
    /// <summary>The sign for NUL stands in its place.</summary>
    public static string Of(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\u2400') : text;
}
