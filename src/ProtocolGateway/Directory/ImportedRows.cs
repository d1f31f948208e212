using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Directory;

/// <summary>The objects of one import, all of one form and one partner.</summary>
/// <param name="isList">
/// They are the partner's own list. Whoever reads it tells <see cref="ChangedStatuses"/> apart: what only differs by them is not owed as a whole.
/// </param>
internal sealed class ImportedRows(PublishedForm form, Partner partner, bool isList = false)
{
    /// <summary>EVSEs that were known and stand differently now, with whose they are.</summary>
    public List<(PartyId Owner, Evse Evse)> ChangedStatuses { get; } = [];

    /// <summary>Everything that keeps the object out of the directory.</summary>
    public IEnumerable<Fault> Check(Reading reading)
    {
        foreach (var fault in RowChecks.Reading(reading)) yield return fault;
        if (reading.Message is not { } record || record.GetType() != form.Record) yield break;
        foreach (var fault in RowChecks.Owner(partner, form.Owner!.Value, form.Party(record))) yield return fault;
        foreach (var fault in form.FindFaults(record)) yield return fault;
    }

    public PublishedName Name(object record) => form.Name(record);

    /// <summary>Two objects of one key are the same thing told twice.</summary>
    public string Key(object record) => form.FactKey(form.Name(record));

    /// <summary>
    /// Writes it, to be owed by a gateway to those who may see it, and announces what its arrival may release; nothing when nothing
    /// changed. One that is older than what is known is history.
    /// </summary>
    public void Write(Reading reading, DirectoryStatements statements, DateTimeOffset now)
    {
        var record = reading.Message!;
        var before = statements.Published.Find(form.Name(record));
        var putting = Putting.Of(form, reading, partner.Id, before, now);
        if (putting.Is == PutIs.Older) form.Keep(statements, record, putting.Now.Body, partner.Id, now);
        if (putting.Is is PutIs.New or PutIs.Changed)
        {
            putting.Write(statements, untold: form.Fact is not null && !(isList && putting.IsToldOtherwise), now);
            ChangedStatuses.AddRange(putting.ChangedStatuses(now).Select(evse => (form.Party(record)!, evse)));
        }
        if (isList && before?.Missed is not 0) statements.Published.Miss(putting.Now.Name, 0);
    }
}
