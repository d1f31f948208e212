using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Exchanges;

/// <summary>Charge detail records (translation.md section 4).</summary>
internal sealed class ChargeDetailRecordKind : SessionFactKind
{
    public override Type Message => typeof(ChargeDetailRecordIssued);

    public override string Subject => "cdr";

    public override bool ClosesSession => true;

    public override bool RepeatIsHarmless => true;

    public static string Key(PartyId owner, string id) => $"cdr|{owner.Key}|{id.Trim()}";

    public override IReadOnlyList<Fault> FindFaults(object message) => Soundness.Check(((ChargeDetailRecordIssued)message).Record);

    public override FactAbout? Read(object message, bool idsIgnoreCase, SessionNameKind sessionIdIs, List<Fault> faults)
    {
        var record = ((ChargeDetailRecordIssued)message).Record;
        if (record.Party is null) faults.Add(new("party", "missing: nobody knows who charges"));
        if (string.IsNullOrWhiteSpace(record.Id)) faults.Add(new("id", "missing: the record can't be told from others"));
        if (faults.Count > 0) return null;
        var id = idsIgnoreCase ? record.Id!.ToUpperInvariant() : record.Id!;
        return new FactAbout
        {
            Key = Key(record.Party!, id),
            Cpo = record.Party!,
            Session = SessionIds.Of(
                string.IsNullOrWhiteSpace(record.SessionId) ? record.Id! : record.SessionId, sessionIdIs, record.CpoSessionId, record.EmspSessionId)
                with
            { Reference = record.AuthorizationReference },
            Token = record.CdrToken,
            EvseId = StepMemory.Told(record.CdrLocation?.EvseId) ?? (record.Location?.Evses is [var only] ? only.EvseId : null),
            EvseUid = StepMemory.Told(record.CdrLocation?.EvseUid),
            SessionIsUntold = string.IsNullOrWhiteSpace(record.SessionId),
            StartedAt = record.StartDateTime,
            Credit = record.Credit == true,
            Record = record,
            Content = record with
            {
                Id = id,
                SessionId = idsIgnoreCase ? record.SessionId?.ToUpperInvariant() : record.SessionId,
                LastUpdated = null,
                OtherMembers = null,
            },
        };
    }

    public override object Matter(object message) => ((ChargeDetailRecordIssued)message).Record;

    public override object Wrap(object record) => new ChargeDetailRecordIssued { Record = (ChargeDetailRecord)record };

    public override DateTimeOffset? StartedAt(object message) => ((ChargeDetailRecordIssued)message).Record.StartDateTime;

    public override RememberedSession Learn(RememberedSession session, object message)
    {
        var record = ((ChargeDetailRecordIssued)message).Record;
        return session with
        {
            State = session.State is null ? null : SessionState.CLOSED,
            StartedAt = session.StartedAt ?? record.StartDateTime,
            EndedAt = record.EndDateTime ?? session.EndedAt,
        };
    }

    public override object Restore(ReadOnlySpan<byte> canonical) =>
        Wrap(CanonicalJson.Read(canonical, typeof(ChargeDetailRecord)));
}
