using Microsoft.AspNetCore.Http;
using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>The cdrs module's Receiver interface (ocpi.md 5.3): CPOs post their CDRs here and may read them again.</summary>
internal sealed class CdrsReceiver(CdrReader reader, IMappings mappings)
{
    public async Task<Answer> PostAsync(OcpiCall call)
    {
        var version = call.Version;
        var (body, tooLarge) = await call.ReadBodyAsync();
        if (tooLarge is not null) return tooLarge;
        if (reader.Read(body, version, call.Partner, out var reading) is { } refusal) return await call.RefuseAsync(body, refusal);

        var record = ((ChargeDetailRecordIssued?)reading!.Message)?.Record;
        var acceptance = await call.Gateway.AcceptAsync(new HeardFact
        {
            Heard = call.Heard(body),
            Reading = reading,
            IdsIgnoreCase = version.IdsIgnoreCase,
            SessionIdIs = SessionNameKind.Cpo,
            Answer = taken => AnswerTo(taken, call, version, record).Json,
        }, call.Cancellation);
        return AnswerTo(acceptance, call, version, record);
    }

    /// <summary>The CDR under the URL that its <c>Location</c> header gave.</summary>
    public async Task<Answer> GetAsync(OcpiCall call)
    {
        var version = call.Version;
        call.Gateway.HeardFrom(call.Partner, call.At);
        var record = PartyId.TryParse($"{call.Value("country")}*{call.Value("party")}", out var owner)
            ? await call.Gateway.ReadBackAsync(call.Partner, owner!, call.Value("id")!, call.Cancellation)
            : null;
        if (record is null) return OcpiRefusals.Answer(new Refusal(RefusalKind.Unknown, "", "no such CDR"), call.At);

        Hold? hold = null;
        var mapping = mappings.Current.Find(version.Dialect, CdrReader.MappingName, call.Partner.Id)!;
        var json = Envelope.Write(OcpiStatus.Success, null, call.At, data =>
        {
            data.WriteStartObject();
            hold = mapping.Write(record, record, new JsonDocumentWriter(data), new WriteContext());
            if (hold is not null) return false;
            data.WriteEndObject();
            return true;
        });
        return json is not null ? Answer.Ok(json) : Answer.Plain(StatusCodes.Status200OK, OcpiStatus.ServerError, hold!.Text, call.At);
    }

    private static Answer AnswerTo(Acceptance acceptance, OcpiCall call, OcpiVersion version, ChargeDetailRecord? record) => acceptance switch
    {
        // A second hearing gets the first one's answer: the specification leaves it open (ocpi.md 5.3), and a sender that
        // repeats a CDR because it never saw our answer waits for a 201 and its Location.
        Acceptance.Accepted => new Answer(StatusCodes.Status201Created, Envelope.Write(OcpiStatus.Success, null, call.At))
        {
            Location = call.PublicUrl + OcpiPath.Write(version.Number, "cdrs", record!.Party!.CountryCode, record.Party.Id, record.Id!),
        },
        Acceptance.Refused refused => OcpiRefusals.Answer(refused.Refusal, call.At),
        Acceptance.Busy busy => Answer.Busy(busy.Text, call.At),
        _ => throw new ArgumentOutOfRangeException(nameof(acceptance), acceptance, "This acceptance has no answer in OCPI."),
    };
}
