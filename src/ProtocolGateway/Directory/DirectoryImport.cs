using ProtocolGateway.Directory.Irve;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Directory;

/// <summary>
/// Fills the directory from a JSON array of OCPI objects (contract.md section 1), also while a gateway runs on the same
/// journal: what arrives is announced among the journal's changes, in the transaction that writes it.
/// </summary>
public sealed class DirectoryImport(JournalDatabase database, TimeProvider time)
{
    /// <param name="partner">On whose behalf: owners must be CPOs that it speaks for.</param>
    /// <param name="read">Reads one object as a <see cref="Canonical.Location"/>.</param>
    public Task<ImportReport> ImportLocationsAsync(Stream file, Partner partner, RowReading read, CancellationToken cancellation) =>
        ImportAsync(new RowFile(file, read), new ImportedRows(PublishedForm.Of(PublishedKind.Location), partner), cancellation);

    /// <param name="file">The French open-data file <c>schema-irve-statique</c> (CSV).</param>
    /// <param name="partner">On whose behalf: owners are CPOs that it speaks for.</param>
    public Task<ImportReport> ImportIrveAsync(Stream file, Partner partner, CancellationToken cancellation) =>
        ImportAsync(new IrveFile(file, partner), new ImportedRows(PublishedForm.Of(PublishedKind.Location), partner), cancellation);

    /// <param name="partner">On whose behalf: owners must be eMSPs that it speaks for.</param>
    /// <param name="read">Reads one object as a <see cref="Canonical.Token"/>.</param>
    public Task<ImportReport> ImportTokensAsync(Stream file, Partner partner, RowReading read, CancellationToken cancellation) =>
        ImportAsync(new RowFile(file, read), new ImportedRows(PublishedForm.Of(PublishedKind.Token), partner), cancellation);

    /// <param name="partner">On whose behalf: owners must be CPOs that it speaks for.</param>
    /// <param name="read">Reads one object as a <see cref="Canonical.Tariff"/>.</param>
    public Task<ImportReport> ImportTariffsAsync(Stream file, Partner partner, RowReading read, CancellationToken cancellation) =>
        ImportAsync(new RowFile(file, read), new ImportedRows(PublishedForm.Of(PublishedKind.Tariff), partner), cancellation);

    /// <summary>What a partner was asked for: who imports it tells of <see cref="ImportReport.ChangedStatuses"/>.</summary>
    /// <param name="rows">A JSON array of objects of that kind.</param>
    /// <param name="partner">On whose behalf: owners must be parties that it speaks for.</param>
    /// <param name="read">Reads one object as the kind's record.</param>
    public Task<ImportReport> ImportAsync(PublishedKind kind, Stream rows, Partner partner, RowReading read, CancellationToken cancellation) =>
        ImportAsync(new RowFile(rows, read), new ImportedRows(PublishedForm.Of(kind), partner, isList: true), cancellation);

    private async Task<ImportReport> ImportAsync(IRowSource rows, ImportedRows kind, CancellationToken cancellation)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new List<PublishedName>();
        var (bad, notes, taken) = (new List<RowNote>(), new List<RowNote>(), 0);
        string? failure = null;
        try
        {
            using var writer = new DirectoryWriter(database, kind, time);
            await foreach (var (number, reading) in rows.ReadAsync(cancellation).ConfigureAwait(false))
            {
                var faults = kind.Check(reading).ToList();
                if (faults.Count > 0)
                {
                    bad.AddRange(faults.Select(f => new RowNote(number, f.Place, f.Text)));
                    continue;
                }
                var row = reading.Message!;
                names.Add(kind.Name(row));
                if (!seen.TryAdd(kind.Key(row), number))
                {
                    notes.Add(new RowNote(number, "", $"the same as row {seen[kind.Key(row)]}; the later one counts"));
                    seen[kind.Key(row)] = number;
                }
                taken += await writer.AddAsync(reading, cancellation).ConfigureAwait(false);
            }
            taken += await writer.FlushAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (JournalFaults.Explain(e) is { } unavailable)
        {
            failure = $"{unavailable.Text} Run the import again: what is there already is left as it is.";
        }
        return new ImportReport(taken, bad, notes, failure ?? rows.Failure) { ChangedStatuses = kind.ChangedStatuses, Names = names };
    }
}
