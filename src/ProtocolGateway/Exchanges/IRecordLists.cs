using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Exchanges;

/// <summary>The charge detail records that a partner's eMSPs pay, for those who ask for them (OCPI GET cdrs).</summary>
public interface IRecordLists
{
    /// <summary>
    /// A page, in the order in which the records were heard: whoever goes on after the last one of a page misses and doubles nothing. What
    /// was never deliverable (held, superseded, dropped) is in no list.
    /// </summary>
    /// <exception cref="System.Data.Common.DbException">The journal is out of reach.</exception>
    Task<RecordPage> ListAsync(RecordList list, CancellationToken cancellation);
}

/// <param name="Asker">Whose records they are.</param>
/// <param name="Cpo">Only this one's; null for all.</param>
/// <param name="From">When they were heard, inclusive: later than a record's own last_updated, so that nobody misses one that came late.</param>
/// <param name="To">Exclusive.</param>
/// <param name="After">Goes on after the record with that <see cref="ListedRecord.Number"/>; 0 from the beginning.</param>
/// <param name="Offset">Leaves out so many after that.</param>
public sealed record RecordList(Partner Asker, PartyId? Cpo, DateTimeOffset? From, DateTimeOffset? To, long After, int Offset, int Limit);

/// <param name="Total">How many there are on all pages.</param>
public sealed record RecordPage(IReadOnlyList<ListedRecord> Records, long Total);

/// <param name="Number">Its place in lists; it never changes.</param>
/// <param name="Record">As it was heard.</param>
/// <param name="SourceId">The partner who said it.</param>
/// <param name="DeliverableAt">When it first became deliverable.</param>
/// <param name="Exchange">In which it was heard.</param>
public sealed record ListedRecord(long Number, ChargeDetailRecord Record, string SourceId, PartyId? Cpo, PartyId? Emsp, DateTimeOffset DeliverableAt, Guid Exchange);
