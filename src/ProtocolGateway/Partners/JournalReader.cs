using System.Data.Common;

namespace ProtocolGateway.Partners;

/// <summary>Reads <c>Gateway:Journal</c>. Faults never tell the connection string: it holds a password.</summary>
internal sealed class JournalReader(SettingSection gateway)
{
    private const string Key = "ConnectionString";
    private const string Expected = "a connection string such as \"Host=db;Database=gateway;Username=gateway;Password=...\", or file:PATH or env:NAME of one";

    public JournalSettings Read()
    {
        var journal = gateway.Group("Journal");
        journal.OnlyKnows("Provider", Key);
        var provider = journal.Choice("Provider", ("Sqlite", JournalProvider.Sqlite), ("Postgres", JournalProvider.Postgres));
        if (provider is JournalProvider.Postgres) return new(JournalProvider.Postgres, Connection(journal));
        // Could not be read, so it may well be a misspelt Postgres: one fault is enough.
        if (provider is null && journal.Has("Provider")) return new(JournalProvider.Postgres, null);
        if (journal.Has(Key))
            journal.Fault(Key, "the embedded journal takes none: it is a file in Gateway:DataDirectory; expected \"Provider\": \"Postgres\" beside it, or nothing");
        return JournalSettings.Embedded;
    }

    private static string? Connection(SettingSection journal)
    {
        if (journal.Required(Key, Expected) is null || journal.Secret(Key) is not { } text) return null;
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            if (parts.TryGetValue("Host", out var host) || parts.TryGetValue("Server", out host))
                if (!string.IsNullOrWhiteSpace(host as string)) return text;
            journal.Fault(Key, $"it names no host; expected {Expected}");
        }
        catch (ArgumentException)
        {
            journal.Fault(Key, $"it can't be read as name=value pairs; expected {Expected}");
        }
        return null;
    }
}
