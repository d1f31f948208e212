using ProtocolGateway.Canonical;

namespace ProtocolGateway.Sessions;

/// <summary>Sessions as they stand, whole (OCPI's sessions module): as their CPOs report them, or as we tell what those report.</summary>
public interface ISessionReports
{
    /// <summary>Null for one that the CPO hasn't reported.</summary>
    /// <exception cref="System.Data.Common.DbException">The journal is out of reach.</exception>
    Session? Find(PartyId cpo, string id);

    /// <summary>
    /// A page of the sessions of some eMSPs, in the order in which they were reported first: whoever goes on after the last one of a page
    /// misses and doubles nothing, whatever changes meanwhile.
    /// </summary>
    /// <exception cref="System.Data.Common.DbException">The journal is out of reach.</exception>
    SessionReportPage List(SessionReportList list);
}

/// <summary>Which sessions are asked for.</summary>
/// <param name="Emsps">Whose drivers' they are.</param>
/// <param name="Cpo">Only this one's; null for all.</param>
/// <param name="From">last_updated, inclusive.</param>
/// <param name="To">last_updated, exclusive.</param>
/// <param name="After">Goes on after the session with that <see cref="SessionReport.Number"/>; 0 from the beginning.</param>
/// <param name="Offset">Leaves out so many after that.</param>
public sealed record SessionReportList(
    IReadOnlyCollection<PartyId> Emsps, PartyId? Cpo, DateTimeOffset? From, DateTimeOffset? To, long After, int Offset, int Limit);

/// <param name="Total">How many there are on all pages.</param>
public sealed record SessionReportPage(IReadOnlyList<SessionReport> Reports, long Total);

/// <param name="Number">Its place in lists; it never changes.</param>
/// <param name="Session">One that we tell whole has no last_updated of its own: its place, token and currency are the mapping's steps' to find.</param>
/// <param name="Emsp">Whose driver's it is.</param>
/// <param name="LastUpdated">When it changed last.</param>
/// <param name="Exchange">By which it is told as it stands.</param>
public sealed record SessionReport(long Number, Session Session, PartyId? Emsp, DateTimeOffset LastUpdated, Guid? Exchange);
