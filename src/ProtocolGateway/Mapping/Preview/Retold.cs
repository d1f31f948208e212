using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Preview;

/// <summary>A delivery of the journal, translated once more.</summary>
public sealed record Retold
{
    public required RetoldFrom From { get; init; }

    /// <summary>
    /// What the document says by these mappings; null where there is none that could be read by itself. With <see cref="RetoldFrom.Record"/>
    /// it is no more than a part of what is owed.
    /// </summary>
    public Reading? Reading { get; init; }

    /// <summary>The record as read, or as the journal has it; null where the reading gave none.</summary>
    public object? Heard { get; init; }

    /// <summary>The same, completed by the mapping's steps; null where it was held before that.</summary>
    public object? Completed { get; init; }

    /// <summary>Whom it is for; null while no recipient is known, and for one that the settings have no longer.</summary>
    public Partner? Partner { get; init; }

    /// <summary>Why it can't be told as it is; null when it can.</summary>
    public Hold? Hold { get; init; }

    /// <summary>What would be said, in order; several where a protocol says it in several requests, none where nothing is written.</summary>
    public IReadOnlyList<Draft> Drafts { get; init; } = [];

    /// <summary>What the steps supplied.</summary>
    public IReadOnlyList<Loss> Supplied { get; init; } = [];

    /// <summary>What was lost and supplied on the whole way, in the order in which it happened.</summary>
    public IEnumerable<Loss> Losses => [.. Reading?.Losses ?? [], .. Supplied, .. Drafts.SelectMany(d => d.Losses)];

    /// <summary>What is wrong with the document itself: it would be refused.</summary>
    public IReadOnlyList<Fault> Faults => Reading?.Faults ?? [];
}

/// <summary>From what a delivery is translated once more.</summary>
public enum RetoldFrom
{
    /// <summary>From the bytes that were heard: read and written by these mappings.</summary>
    Document,

    /// <summary>
    /// From the record that the journal has of it, so that only the writing is by these mappings: it was never heard as one document, but
    /// as a change, a part, a status or an import, or is owed in another form than it was heard in.
    /// </summary>
    Record,

    /// <summary>The same, since retention has deleted the bytes.</summary>
    RecordOfDeleted,
}
