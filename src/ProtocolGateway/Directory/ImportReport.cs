using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Directory;

/// <summary>What became of an import.</summary>
/// <param name="Taken">Rows that are in the directory now, those that changed nothing included.</param>
/// <param name="Bad">Rows that were skipped.</param>
/// <param name="Notes">Rows that were taken, with something worth knowing.</param>
/// <param name="Failure">Why it ended before the file did; what was taken until then stays. Null when all was read.</param>
public sealed record ImportReport(int Taken, IReadOnlyList<RowNote> Bad, IReadOnlyList<RowNote> Notes, string? Failure)
{
    /// <summary>EVSEs of locations that were known and stand differently now, with whose they are.</summary>
    public IReadOnlyList<(PartyId Owner, Evse Evse)> ChangedStatuses { get; init; } = [];

    /// <summary>The rows that were good.</summary>
    internal IReadOnlyList<PublishedName> Names { get; init; } = [];
}

/// <summary>Something about one row.</summary>
/// <param name="Row">1 for the first object of the array.</param>
/// <param name="Place">The path inside the object, in its own names; empty for the object as a whole.</param>
public sealed record RowNote(int Row, string Place, string Text)
{
    public override string ToString() => Place.Length == 0 ? $"row {Row}: {Text}" : $"row {Row}: {Place}: {Text}";
}
