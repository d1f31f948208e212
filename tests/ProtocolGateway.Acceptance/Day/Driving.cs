using System.Collections.Concurrent;

namespace ProtocolGateway.Acceptance.Day;

/// <summary>The CPO's side of the day: cards are shown, cars charge, reports and records are sent, several at a time.</summary>
internal sealed class Driving(HttpClient gateway, IReadOnlyDictionary<string, IPayer> payers, Func<string, string> partnerOf)
{
    private const int AtOnce = 12;

    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> starts = new();
    private readonly ConcurrentQueue<string> wrong = new();

    /// <summary>Answers that were not as they should be.</summary>
    public IReadOnlyCollection<string> Wrong => wrong;

    /// <summary>How the CPO's system answers a remote start: it takes it.</summary>
    public IReadOnlyList<(string Name, string Value)> Start(EmipMessage start)
    {
        StartOf(start.Value("userId")!).TrySetResult(start.Value("serviceSessionId")!);
        return [("requestStatus", "1")];
    }

    public Task RunAsync(IReadOnlyList<Charge> charges) =>
        Parallel.ForEachAsync(charges, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (charge, _) => await RunAsync(charge));

    private async Task RunAsync(Charge charge)
    {
        charge.Session = await AllowAsync(charge);
        if (charge.Session.Length == 0) return;
        var reports = charge.Way != Way.Offline;
        if (reports) await ReportAsync(charge, "3", charge.Start);
        if (reports && charge.Mishap != Mishap.BeforeItsEnd) await ReportAsync(charge, "1", charge.End);
        if (charge.Mishap == Mishap.NeverBilled) return;

        if (charge.Stumble is { } stumble) payers[charge.Payer].Next(stumble);
        await BillAsync(charge, charge.Wh, "1");
        if (charge.Mishap == Mishap.BeforeItsEnd && reports) await ReportAsync(charge, "1", charge.End);
        if (charge.Mishap == Mishap.Twice) await BillAsync(charge, charge.Wh, "1");
        if (charge.Mishap != Mishap.Changed) return;
        var payer = payers[charge.Payer];
        await Eventually.TrueAsync(() => payer.Bills.Any(b => b.Id == payer.IdOf(charge)), $"{charge} is taken");
        await BillAsync(charge, charge.Wh + 1000, "10701");
    }

    /// <summary>The session's id; an empty text when it was not allowed.</summary>
    private async Task<string> AllowAsync(Charge charge)
    {
        switch (charge.Way)
        {
            case Way.Offline:
                return $"OFF-{charge.Number}-{Guid.NewGuid():N}"[..36];
            case Way.Remote:
                var payer = (OcpiPayer)payers[charge.Payer];
                var started = await payer.StartAsync(gateway, GatewaySettings.InboundToken(partnerOf(charge.Payer)), charge);
                Expect(started.Data?["result"]?.ToString() == "ACCEPTED", charge, started);
                return started.StatusCode == 1000 ? await StartOf(charge.Card).Task.WaitAsync(TimeSpan.FromSeconds(15)) : "";
            default:
                var answer = await SendAsync(CallsOf(charge).Authorise($"A-{charge.Number}", own: charge.OwnId));
                Expect(answer.RequestStatus == "1" && answer.Message?.Value("authorisationValue") == "1", charge, answer);
                return answer.Message?.Value("serviceSessionId") ?? "";
        }
    }

    private async Task ReportAsync(Charge charge, string nature, DateTimeOffset at)
    {
        var answer = await SendAsync(CallsOf(charge).Report($"R{nature}-{charge.Number}", charge.Session, nature, At(at), $"{charge.Number}-{nature}", charge.OwnId));
        Expect(answer.RequestStatus == "1", charge, answer);
    }

    private async Task BillAsync(Charge charge, int wh, string status)
    {
        var named = charge.Way == Way.Offline;
        var record = new EmipRecord
        {
            TransactionId = $"C-{charge.Number}-{wh}",
            ServiceSessionId = charge.Session,
            ExecPartnerSessionId = charge.OwnId,
            SalePartnerOperatorId = named ? charge.Payer : null,
            UserContractIdAlias = named ? charge.Contract : null,
            EvseId = charge.Evse,
            UserId = charge.Card,
            StartTime = At(charge.Start),
            EndTime = At(charge.End),
            Duration = null,
            Energy = wh.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Cost = charge.Mishap == Mishap.Unpriced ? null : charge.Price.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        var answer = await SendAsync(record.Request());
        Expect(answer.RequestStatus == status, charge, answer);
    }

    private Task<EmipAnswer> SendAsync(string request) => new EmipCpoClient(gateway).SendAsync(request);

    private void Expect(bool good, Charge charge, object answer)
    {
        if (!good) wrong.Enqueue($"{charge}: {answer}");
    }

    private TaskCompletionSource<string> StartOf(string card) => starts.GetOrAdd(card, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private static EmipCalls CallsOf(Charge charge) => new(Plan.Cpo, Plan.Cpo) { Evse = charge.Evse, UserId = charge.Card };

    private static string At(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
