namespace ProtocolGateway.Journal;

/// <summary>One row per identity of a fact (translation.md section 4, "Twice the same"): a second hearing finds the first here.</summary>
public sealed class FactRow
{
    /// <summary>What the message is about, never who sent it: <c>cdr|FR798|S-1</c>.</summary>
    public string Key { get; init; } = "";

    /// <summary>SHA-256 of the record without last_updated and notation of numbers.</summary>
    public byte[] ContentHash { get; set; } = [];

    /// <summary>The exchange whose content is in force.</summary>
    public Guid ExchangeId { get; set; }

    /// <summary>The canonical message's name: <c>ChargeDetailRecordIssued</c>.</summary>
    public string Message { get; init; } = "";

    public Guid SessionId { get; init; }

    /// <summary>Who said it first: it may be read back by this partner.</summary>
    public string PosterId { get; init; } = "";

    /// <summary>The eMSP's key; null while nobody is known.</summary>
    public string? Payer { get; set; }
}
