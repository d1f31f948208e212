using System.Net;

namespace ProtocolGateway.Acceptance;

/// <summary>What an answer of an eMIP eMSP means for the delivery (translation.md section 11). Each case has a partner of its own.</summary>
internal sealed class An_eMIP_partner_that_misbehaves : Journey
{
    private static readonly string[] Parties = [.. Enumerable.Range(0, 12).Select(n => $"FR*P{n:00}")];
    private readonly Dictionary<string, EmipEmspStandIn> standIns = Parties.ToDictionary(party => party, _ => new EmipEmspStandIn());
    private int next = -1;

    private OcpiCpoClient Ocpi => new(Gateway.Partners, GatewaySettings.InboundToken(Story.OcpiCpo));

    protected override GatewaySettings Settings()
    {
        var settings = new GatewaySettings().OcpiCpo(Story.OcpiCpo, "BE*BEC").Agreement();
        foreach (var (party, standIn) in standIns) settings.EmipEmsp($"msp-{party[3..]}", party, standIn);
        return settings;
    }

    protected override async Task BeforeAsync()
    {
        foreach (var standIn in standIns.Values) await standIn.StartAsync();
    }

    protected override async Task AfterAsync()
    {
        foreach (var standIn in standIns.Values) await standIn.DisposeAsync();
    }

    private static IEnumerable<TestCaseData> Answers()
    {
        static TestCaseData Case(string name, Behaviour behaviour, string state, int sendings) =>
            new TestCaseData(behaviour, state, sendings).SetArgDisplayNames(name);
        const string Soap = "application/soap+xml; charset=utf-8";
        yield return Case("a warning", Behaviour.Code(5), "Delivered", 1);
        yield return Case("10701", Behaviour.Code(10701), "Refused", 1);
        yield return Case("10507", Behaviour.Code(10507), "Refused", 1);
        yield return Case("203", Behaviour.Code(203), "Refused", 1);
        yield return Case("-9999993", Behaviour.Code(-9999993), "Refused", 1);
        yield return Case("10504", Behaviour.Code(10504), "Delivered", 2);
        yield return Case("Receiver fault", Behaviour.Answers(500, EmipMessage.Fault("Receiver", "later"), Soap), "Delivered", 2);
        yield return Case("Sender fault", Behaviour.Answers(400, EmipMessage.Fault("Sender", "never"), Soap), "Refused", 1);
        yield return Case("HTTP 503", Behaviour.Http(HttpStatusCode.ServiceUnavailable), "Delivered", 2);
        // Taken, in doubt, said again, 10701 to our own repeat: it has it.
        yield return Case("the connection dropped after the body", Behaviour.DropsAfterTaking, "Delivered", 2);
        yield return Case("HTML", Behaviour.Html, "Delivered", 2);
    }

    [TestCaseSource(nameof(Answers))]
    public async Task Is_judged_by_its_code(Behaviour behaviour, string state, int sendings)
    {
        var party = Parties[Interlocked.Increment(ref next)];
        var standIn = standIns[party];
        standIn.Next(behaviour);
        var record = OcpiRecord.ChargeDetailRecord(NewId());
        record["cdr_token"]!["country_code"] = "FR";
        record["cdr_token"]!["party_id"] = party[3..];
        Assert.That((await Ocpi.PostAsync(record)).StatusCode, Is.EqualTo(1000));
        await Gateway.Operators.UntilAsync(record["id"]!.ToString(), state);
        var all = standIn.Sendings;
        Assert.Multiple(() =>
        {
            Assert.That(all, Has.Count.EqualTo(sendings));
            Assert.That(all.Select(s => EmipMessage.Read(s.Body.Span).Value("transactionId")).Distinct().Count(), Is.EqualTo(1));
        });
    }
}
