using System.Text;
using System.Text.Json.Nodes;
using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Mapping.Preview;

/// <summary>A gateway between a CPO and an eMSP whose CDRs are read and written by the shipped files of OCPI 2.2.1, without a wire.</summary>
internal sealed class PaperGateway : IAsyncDisposable
{
    private const string Dialect = "ocpi-2.2.1", Mapping = "charge-detail-record";

    private const string Cdr =
        """
        {
          "country_code": "FR", "party_id": "798", "id": "CDR-1", "session_id": "S-1",
          "start_date_time": "2026-09-30T08:00:00Z", "end_date_time": "2026-09-30T09:30:00Z",
          "cdr_token": { "country_code": "DE", "party_id": "ABC", "uid": "04A2B3C4D5E680", "type": "RFID", "contract_id": "DE-ABC-C00123456-X" },
          "auth_method": "AUTH_REQUEST",
          "cdr_location": {
            "id": "LOC-7", "name": "Halles", "address": "1 rue de Rivoli", "city": "Paris", "postal_code": "75001", "country": "FRA",
            "coordinates": { "latitude": "48.856613", "longitude": "2.352222" },
            "evse_uid": "7001", "evse_id": "FR*798*E1234*5", "connector_id": "1",
            "connector_standard": "IEC_62196_T2", "connector_format": "SOCKET", "connector_power_type": "AC_3_PHASE"
          },
          "currency": "EUR",
          "charging_periods": [
            { "start_date_time": "2026-09-30T08:00:00Z", "dimensions": [ { "type": "ENERGY", "volume": 15.342 }, { "type": "TIME", "volume": 1.5 } ] }
          ],
          "total_cost": { "excl_vat": 4.5, "incl_vat": 5.4 }, "total_energy": 15.342, "total_time": 1.5,
          "last_updated": "2026-09-30T09:31:00Z"
        }
        """;

    private readonly List<Workshop> workshops = [];

    public PaperGateway()
    {
        Running = Edited(_ => { });
        var protocol = new ScriptedProtocol
        {
            RecordMapping = Mapping,
            ReadAgain = again => Read(again.Body, again.Mappings, new ReadContext { Trail = again.Trail }),
            Drafts = Write,
        };
        Engine = new GatewayUnderTest(partners: [Samples.CpoPartner with { Dialect = Dialect }, Samples.EmspPartner with { Dialect = Dialect }], protocol: protocol);
        Engine.Mappings.Use(Running);
    }

    public GatewayUnderTest Engine { get; }

    public MappingBook Running { get; }

    public DateTimeOffset Yesterday => Engine.Time.GetUtcNow().AddDays(-1);

    /// <summary>The shipped files but for what is changed.</summary>
    public MappingBook Edited(Action<Workshop> edit)
    {
        var workshop = Workshop.OfShipped(Dialect);
        workshops.Add(workshop);
        edit(workshop);
        var load = workshop.Load();
        Assert.That(load.Faults, Is.Empty);
        return load.Book!;
    }

    /// <summary>Files with more codes of one kind: <c>token_type</c>, <c>RFID -> OTHER</c>.</summary>
    public MappingBook WithCode(string kind, string line) =>
        Edited(w => w.Change($"{Dialect}/_dialect.yaml", "kinds:\n", $"kinds:\n  {kind}:\n    codes:\n      - {line}\n"));

    /// <summary>Its CPO tells a record.</summary>
    /// <param name="change">What is otherwise in it than in the others.</param>
    /// <param name="by">The files that it is read by; null for those in force.</param>
    public async Task<Acceptance> HearAsync(string id, Action<JsonObject>? change = null, MappingBook? by = null)
    {
        var cdr = JsonNode.Parse(Cdr)!.AsObject();
        (cdr["id"], cdr["session_id"]) = (id, id);
        change?.Invoke(cdr);
        var body = Encoding.UTF8.GetBytes(cdr.ToJsonString());
        var heard = Samples.Said("Record", Engine.Get<PartnerBook>().Find("cpo")) with { Body = body };
        var reading = Read(body, by ?? Running, ReadContext.Default);
        if (reading.Faults.Count > 0)
        {
            var refusal = new Refusal(RefusalKind.BadContent, reading.Faults);
            await Engine.Gateway.RefuseAsync(heard, refusal, "no", CancellationToken.None);
            return new Acceptance.Refused(refusal);
        }
        return await Engine.AcceptAsync(new HeardFact { Heard = heard, Reading = reading, SessionIdIs = ProtocolGateway.Sessions.SessionNameKind.Cpo, Answer = _ => "yes" });
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        foreach (var workshop in workshops) workshop.Dispose();
    }

    private static Reading Read(ReadOnlyMemory<byte> body, MappingBook book, ReadContext context)
    {
        var document = Document.FromJson(body.Span, out _)!;
        var reading = book.Find(Dialect, Mapping, "cpo")!.Read(document, document.Root, context);
        return reading.Message is ChargeDetailRecord record ? reading with { Message = new ChargeDetailRecordIssued { Record = record } } : reading;
    }

    private static IReadOnlyList<Draft> Write(Delivery delivery)
    {
        var context = new WriteContext { Trail = delivery.Trail };
        using var bytes = new MemoryStream();
        Hold? hold;
        using (var json = new System.Text.Json.Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            hold = delivery.Mapping!.Write(Matter(delivery.Message), Matter(delivery.Heard), new JsonDocumentWriter(json), context);
            json.WriteEndObject();
        }
        return [new(delivery.Mapping!, hold is null ? Encoding.UTF8.GetString(bytes.ToArray()) : null, hold, context.Losses)];
    }

    private static ChargeDetailRecord Matter(object message) => ((ChargeDetailRecordIssued)message).Record;
}
