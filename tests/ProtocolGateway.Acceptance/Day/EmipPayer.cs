using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ProtocolGateway.Acceptance.Day;

/// <summary>An eMIP eMSP, or a hub before one, which knows each session by an id of its own: it keeps the eMSP's records.</summary>
internal sealed class EmipPayer(string party, bool isHub) : StandInPartner, IPayer
{
    private readonly Dictionary<string, Charge> cards = [];

    public string Party => party;

    public string Url => $"{Address}/emip/";

    public IReadOnlyList<Bill> Bills => [.. Taken.Values.Select(r => Read(EmipMessage.Read(r.Body.Span)))];

    /// <summary>But for the transaction, which is the sending's and not the record's.</summary>
    public IReadOnlyList<string> Contradictions =>
        [.. Taken.Keys.Where(key => SendingsOf(key).Select(s => string.Join('\n', EmipMessage.Read(s.Body.Span).Leaves.Where(l => l.Key != "transactionId"))).Distinct().Count() > 1)];

    /// <summary>The drivers whose cards it allows.</summary>
    public void Issue(IEnumerable<Charge> charges)
    {
        foreach (var charge in charges) cards[charge.Card] = charge;
    }

    public string IdOf(Charge charge) => charge.OwnId;

    protected override Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        var message = EmipMessage.Read(request.Body.Span);
        Task SayAsync(params (string Name, string Value)[] elements)
        {
            var content = string.Concat(elements.Prepend(("transactionId", message.Value("transactionId")!)).Select(e => $"<{e.Item1}>{e.Item2}</{e.Item1}>\n"));
            return WriteAsync(context, 200, EmipMessage.MediaType, EmipEnvelope.Request(message.Operation[..^"Request".Length] + "Response", message.Namespace, content));
        }

        return message.Operation.Split('_')[^1] switch
        {
            "SetChargeDetailRecordRequest" => BehaveAsync(
                context, request, message.Value("chargeDetailRecord/execPartnerSessionId")!,
                first => SayAsync(("requestStatus", first is null ? "1" : "10701")), code => SayAsync(("requestStatus", code.ToString(CultureInfo.InvariantCulture)))),
            "GetServiceAuthorisationRequest" => SayAsync(cards.TryGetValue(message.Value("userId")!, out var charge) ? Allowed(charge) : Unknown()),
            "HeartBeatRequest" => SayAsync(
                ("heartBeatPeriod", "300"), ("currentTime", DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)), ("requestStatus", "1")),
            _ => SayAsync(("requestStatus", "1")),
        };
    }

    private (string Name, string Value)[] Allowed(Charge charge) =>
    [
        .. isHub
            ? new[] { ("salePartnerOperatorIdType", "eMI3"), ("salePartnerOperatorId", party), ("authorisationValue", "1"), ("serviceSessionId", $"HUB-{charge.Number}") }
            : [("authorisationValue", "1"), ("partnerServiceSessionId", $"REF-{charge.Number}")],
        ("intermediateCDRRequested", "0"), ("userContractIdAlias", charge.Contract), ("requestStatus", "1"),
    ];

    private (string Name, string Value)[] Unknown() =>
    [
        ("authorisationValue", "2"),
        .. isHub ? new[] { ("serviceSessionId", $"HUB-{Guid.NewGuid():N}") } : [],
        ("intermediateCDRRequested", "0"), ("requestStatus", "203"),
    ];

    private static Bill Read(EmipMessage message)
    {
        string Value(string name) => message.Value($"chargeDetailRecord/{name}")!;
        var meters = message.Leaves.Where(l => l.Key.Contains("/meterReport/", StringComparison.Ordinal)).Chunk(3).ToDictionary(m => m[0].Value, m => (Value: m[1].Value, Unit: m[2].Value));
        var energy = decimal.Parse(meters["2"].Value, CultureInfo.InvariantCulture) * (meters["2"].Unit == "kWh" ? 1000 : 1);
        return new Bill(
            Value("execPartnerSessionId"), Value("EVSEId"), energy,
            meters.TryGetValue("3", out var price) && price.Unit == "EUR" ? decimal.Parse(price.Value, CultureInfo.InvariantCulture) : null,
            DateTimeOffset.Parse(Value("startTime"), CultureInfo.InvariantCulture), DateTimeOffset.Parse(Value("endTime"), CultureInfo.InvariantCulture));
    }
}
