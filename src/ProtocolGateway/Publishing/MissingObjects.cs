using System.Globalization;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Protocols;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Publishing;

/// <summary>What partners' lists show no longer (ocpi.md 1.7: all pages together replace the former knowledge).</summary>
public interface IMissingObjects
{
    /// <summary>
    /// Takes what a whole list lacks as deleted, and tells those who may see it: a tariff as withdrawn, a token as no longer valid (OCPI deletes
    /// none), of a location every EVSE as removed. Nothing is lost by it: what the partner tells of again is there again.
    /// </summary>
    /// <remarks>
    /// What a list once showed only, so that imports stay; and only when it lacks that <see cref="PublishedRow.Gone"/> times in turn, since objects
    /// move while pages are counted. A list that is empty, or lacks more than a tenth of what it showed (one object may always go), is
    /// taken for a fault of the partner's: its drivers would be turned away, and eMSPs can't undo a removal. Nothing counts then, and a person
    /// is told, who may confirm it.
    /// </remarks>
    /// <param name="heard">What it was heard by.</param>
    /// <param name="confirmed">A person says that all that it lacks is gone.</param>
    /// <returns>What became of what it lacks, in words; null when it lacks nothing.</returns>
    Task<string?> TakeAsync(WholeList list, Heard heard, bool confirmed, CancellationToken cancellation);
}

internal sealed class MissingObjects(
    JournalPublished published, JournalWriter writer, IPublishing publishing, IEvseStates states, TimeProvider time, ILogger<MissingObjects> logger) : IMissingObjects
{
    /// <summary>The finding of a list that lacks too much.</summary>
    public const string Shrank = "ListShrank";

    private const int Part = 10;

    public async Task<string?> TakeAsync(WholeList list, Heard heard, bool confirmed, CancellationToken cancellation)
    {
        string? text;
        try
        {
            text = await JudgeAsync(list, heard, confirmed, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (JournalFaults.Explain(e) is { } unavailable)
        {
            text = unavailable.Text;
        }
        if (text is not null) PublishingLog.Missing(logger, list.Partner.Id, list.Module, text);
        return text;
    }

    private async Task<string?> JudgeAsync(WholeList list, Heard heard, bool confirmed, CancellationToken cancellation)
    {
        if (list.Broken is { } broken) return $"what is missing can't be told: {broken}";
        var known = published.Listed(list.Kind, list.Partner.Id).Where(o => list.Covers(o.Name) && o.ReceivedAt < list.BeganAt).ToList();
        var missing = known.Where(o => !list.Shows(o.Name)).ToList();
        if (!confirmed && missing.Count > 0 && (list.Count == 0 || missing.Count > Math.Max(1, known.Count / Part)))
            return await ReportAsync(list, Text($"{missing.Count} of {known.Count} are missing: too many to be taken as deleted, unless a person confirms it")).ConfigureAwait(false);

        var again = missing.Where(o => confirmed || o.Missed + 1 >= PublishedRow.Gone).ToList();
        var once = missing.Except(again).ToList();
        if (await writer.WriteAsync(journal => Note(journal, list, known, once)).ConfigureAwait(false) is { Unavailable: { } busy }) return busy.Text;
        foreach (var (done, gone) in again.Index())
        {
            cancellation.ThrowIfCancellationRequested();
            if (await RemoveAsync(list, heard, gone.Name, cancellation).ConfigureAwait(false) is { } why)
                return Text($"{done} of {again.Count} that are missing are taken as deleted, the others with the next list: {why}");
            PublishingLog.Gone(logger, list.Partner.Id, PublishedForm.Of(list.Kind).FactKey(gone.Name));
        }
        return missing.Count == 0 ? null : Text($"{again.Count} are gone, {once.Count} are missing for the first time");
    }

    private static bool Note(JournalSession journal, WholeList list, List<ListedObject> known, List<ListedObject> once)
    {
        foreach (var missed in once) journal.Directory.Published.Miss(missed.Name, missed.Missed + 1);
        foreach (var back in known.Where(o => o.Missed > 0 && list.Shows(o.Name))) journal.Directory.Published.Miss(back.Name, 0);
        journal.Upkeep.SettleFindings(Subject(list), Shrank);
        return true;
    }

    /// <summary>Why it can't be taken as deleted now; null when it was, or when something else came meanwhile.</summary>
    private async Task<string?> RemoveAsync(WholeList list, Heard heard, PublishedName name, CancellationToken cancellation)
    {
        if (published.Entry(name) is not { Withdrawn: false } entry || entry.ReceivedAt >= list.BeganAt) return null;
        var known = JournalPublished.Object(entry);
        return known.Record switch
        {
            Location location => await RemoveAsync(location, name, heard, cancellation).ConfigureAwait(false),
            Token token => await PublishAsync(heard, token with { Valid = false }, known, withdraws: false, cancellation).ConfigureAwait(false),
            var record => await PublishAsync(heard, record, known, withdraws: true, cancellation).ConfigureAwait(false),
        };
    }

    private async Task<string?> PublishAsync(Heard heard, object record, PublishedObject basis, bool withdraws, CancellationToken cancellation) =>
        await publishing.PublishAsync(
            new() { Heard = heard, Reading = new(record, [], null, []), Withdraws = withdraws, IsMissing = true, Basis = basis, Answer = _ => "" }, cancellation)
            .ConfigureAwait(false) is Publication.Busy busy ? busy.Text : null;

    /// <summary>Locations are never deleted, and an EVSE without a public id can't be told of alone: it stays as it is.</summary>
    private async Task<string?> RemoveAsync(Location location, PublishedName name, Heard heard, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var evse in location.Evses ?? [])
        {
            if (StatusReports.Of(location.Party!, evse with { Status = EvseStatus.REMOVED, LastUpdated = now }, now) is not { } report) continue;
            if (await states.ReportAsync(new() { Heard = heard, Reading = new(report, [], null, []), Answer = _ => "" }, cancellation).ConfigureAwait(false) is StatusTaking.Busy busy)
                return busy.Text;
        }
        return (await writer.WriteAsync(journal =>
        {
            journal.Directory.Published.Miss(name, PublishedRow.Gone);
            return true;
        }).ConfigureAwait(false)).Unavailable?.Text;
    }

    private async Task<string> ReportAsync(WholeList list, string text)
    {
        await writer.WriteAsync(journal =>
        {
            journal.Upkeep.Find(Shrank, $"{list.Module} of {list.Partner.Id}: {text}", Subject(list), time.GetUtcNow());
            return true;
        }).ConfigureAwait(false);
        return text;
    }

    private static string Subject(WholeList list) => $"{PartnerStates.Subject(list.Partner.Id)}:{list.Module}";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
