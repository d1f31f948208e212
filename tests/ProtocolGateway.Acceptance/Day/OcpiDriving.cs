using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance.Day;

/// <summary>An OCPI CPO's side of the day: what its sessions come to is put whole, and posted as records, several at a time.</summary>
internal sealed class OcpiDriving(HttpClient gateway, string cpo, IReadOnlyDictionary<string, IPayer> payers, Func<string, string> partnerOf)
{
    private const int AtOnce = 12;

    private readonly OcpiCpoClient client = new(gateway, GatewaySettings.InboundToken("cpo"));
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode>> starts = new();
    private readonly ConcurrentQueue<string> wrong = new();

    /// <summary>What may go wrong at a CPO whose records always name a price and their place.</summary>
    public static IReadOnlyList<Mishap> Mishaps { get; } = [Mishap.Twice, Mishap.BeforeItsEnd, Mishap.Changed, Mishap.NeverBilled];

    /// <summary>Answers that were not as they should be.</summary>
    public IReadOnlyCollection<string> Wrong => wrong;

    /// <summary>How the CPO's system answers a remote start: it takes it, and tells the result later.</summary>
    public OcpiSaid Start(ReceivedRequest request)
    {
        var start = JsonNode.Parse(request.Body.Span)!;
        StartOf(start["token"]!["uid"]!.GetValue<string>()).TrySetResult(start);
        return new(200, 1000, new JsonObject { ["result"] = "ACCEPTED", ["timeout"] = 30 });
    }

    public Task RunAsync(IReadOnlyList<Charge> charges) =>
        Parallel.ForEachAsync(charges, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (charge, _) => await RunAsync(charge));

    private async Task RunAsync(Charge charge)
    {
        charge.Session = charge.OwnId;
        var (allowed, reference) = await AllowAsync(charge);
        if (!allowed) return;
        var reports = charge.Way != Way.Offline;
        if (reports) await PutAsync(charge, reference, "ACTIVE");
        if (reports && charge.Mishap != Mishap.BeforeItsEnd) await PutAsync(charge, reference, "COMPLETED");
        if (charge.Mishap == Mishap.NeverBilled) return;

        if (charge.Stumble is { } stumble) payers[charge.Payer].Next(stumble);
        await BillAsync(charge, reference, charge.Wh, 1000);
        if (charge.Mishap == Mishap.BeforeItsEnd && reports) await PutAsync(charge, reference, "COMPLETED");
        if (charge.Mishap == Mishap.Twice) await BillAsync(charge, reference, charge.Wh, 1000);
        if (charge.Mishap != Mishap.Changed) return;
        var payer = payers[charge.Payer];
        await Eventually.TrueAsync(() => payer.Bills.Any(b => b.Id == payer.IdOf(charge)), $"{charge} is taken");
        await BillAsync(charge, reference, charge.Wh + 1000, 2001);
    }

    /// <summary>Whether it may begin, and the reference under which it does.</summary>
    private async Task<(bool Allowed, string? Reference)> AllowAsync(Charge charge)
    {
        var (location, evse) = Plan.PlaceOf(charge.Evse);
        switch (charge.Way)
        {
            case Way.Card:
                var place = new JsonObject { ["location_id"] = location, ["evse_uids"] = new JsonArray(evse) };
                var answer = await client.SendAsync(HttpMethod.Post, $"/ocpi/2.2.1/sender/tokens/{charge.Card}/authorize?type=RFID", Bytes(place));
                var allowed = answer.Data?["allowed"]?.GetValue<string>() == "ALLOWED";
                Expect(allowed, charge, answer);
                return (allowed, answer.Data?["authorization_reference"]?.GetValue<string>());
            case Way.Remote:
                var started = await ((OcpiPayer)payers[charge.Payer]).StartAsync(gateway, GatewaySettings.InboundToken(partnerOf(charge.Payer)), charge);
                Expect(started.Data?["result"]?.ToString() == "ACCEPTED", charge, started);
                if (started.StatusCode != 1000) return (false, null);
                var start = await StartOf(charge.Card).Task.WaitAsync(TimeSpan.FromSeconds(15));
                var told = await OcpiTalkStandIn.TellAsync(start["response_url"]!.GetValue<string>(), """{"result":"ACCEPTED"}""", GatewaySettings.InboundToken("cpo"));
                Expect(told.StatusCode == 1000, charge, told);
                return (true, start["authorization_reference"]?.GetValue<string>());
            default:
                // The card is in its own copy of the tokens.
                return (true, null);
        }
    }

    private async Task PutAsync(Charge charge, string? reference, string status)
    {
        var (location, evse) = Plan.PlaceOf(charge.Evse);
        var completed = status == "COMPLETED";
        var session = Own(charge, reference);
        (session["id"], session["start_date_time"], session["kwh"], session["status"]) = (charge.Session, At(charge.Start), completed ? charge.Wh / 1000m : 0m, status);
        (session["location_id"], session["evse_uid"], session["connector_id"]) = (location, evse, "1");
        session["last_updated"] = At(completed ? charge.End : charge.Start);
        if (completed) session["end_date_time"] = At(charge.End);
        var answer = await client.SendAsync(HttpMethod.Put, $"/ocpi/2.2.1/sessions/{cpo[..2]}/{cpo[3..]}/{charge.Session}", Bytes(session));
        Expect(answer.StatusCode == 1000, charge, answer);
    }

    private async Task BillAsync(Charge charge, string? reference, int wh, int code)
    {
        var (location, evse) = Plan.PlaceOf(charge.Evse);
        var record = OcpiRecord.ChargeDetailRecord(charge.Session);
        foreach (var (name, value) in Own(charge, reference)) record[name] = value?.DeepClone();
        (record["start_date_time"], record["end_date_time"], record["last_updated"]) = (At(charge.Start), At(charge.End), At(charge.End));
        var place = record["cdr_location"]!;
        (place["id"], place["evse_uid"], place["evse_id"]) = (location, evse, charge.Evse);
        record["charging_periods"] = new JsonArray(new JsonObject
        {
            ["start_date_time"] = At(charge.Start),
            ["dimensions"] = new JsonArray(new JsonObject { ["type"] = "ENERGY", ["volume"] = wh / 1000m }),
        });
        (record["total_energy"], record["total_time"]) = (wh / 1000m, Math.Round((decimal)(charge.End - charge.Start).TotalHours, 4));
        record["total_cost"] = new JsonObject { ["excl_vat"] = charge.Price };
        var answer = await client.PostAsync(record);
        Expect(answer.StatusCode == code, charge, answer);
    }

    /// <summary>What a session and its record have in common.</summary>
    private JsonObject Own(Charge charge, string? reference)
    {
        var own = new JsonObject
        {
            ["country_code"] = cpo[..2],
            ["party_id"] = cpo[3..],
            ["auth_method"] = charge.Way switch { Way.Card => "AUTH_REQUEST", Way.Remote => "COMMAND", _ => "WHITELIST" },
            ["currency"] = "EUR",
            ["cdr_token"] = new JsonObject
            {
                ["country_code"] = charge.Payer[..2],
                ["party_id"] = charge.Payer[3..],
                ["uid"] = charge.Card,
                ["type"] = "RFID",
                ["contract_id"] = charge.Contract,
            },
        };
        if (reference is not null) own["authorization_reference"] = reference;
        return own;
    }

    private void Expect(bool good, Charge charge, object answer)
    {
        if (!good) wrong.Enqueue($"{charge}: {answer}");
    }

    private TaskCompletionSource<JsonNode> StartOf(string card) => starts.GetOrAdd(card, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static string At(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
