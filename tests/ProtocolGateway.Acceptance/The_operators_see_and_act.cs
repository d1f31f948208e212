using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>The operators' JSON (contract.md section 4), beyond what the other journeys read of it.</summary>
internal sealed class The_operators_see_and_act : TwoWayJourney
{
    [Test]
    public async Task Deliveries_come_page_by_page_newest_first()
    {
        var sessions = Enumerable.Range(0, 5).Select(_ => NewId()).ToList();
        foreach (var session in sessions) await Emip.SendAsync(new EmipRecord { ServiceSessionId = session });
        var keys = new List<string>();
        var after = "";
        while (keys.Count < sessions.Count)
        {
            var page = (await Gateway.ConsolePages.GetFromJsonAsync<JsonObject>($"/api/deliveries?message=ChargeDetailRecordIssued&limit=2{after}"))!;
            keys.AddRange(page["items"]!.AsArray().Select(item => item!["key"]!.ToString()));
            after = $"&after={page["next"]}";
        }
        sessions.Reverse();
        Assert.That(keys.Take(sessions.Count).Zip(sessions), Is.All.Matches<(string Key, string Session)>(pair => pair.Key.Contains(pair.Session, StringComparison.OrdinalIgnoreCase)));
    }

    [TestCase("/api/deliveries?limit=0", HttpStatusCode.BadRequest)]
    [TestCase("/api/deliveries?state=Lost", HttpStatusCode.BadRequest)]
    [TestCase("/api/deliveries?after=here", HttpStatusCode.BadRequest)]
    [TestCase("/api/deliveries/00000000-0000-0000-0000-000000000000", HttpStatusCode.NotFound)]
    [TestCase("/api/deliveries/nonsense", HttpStatusCode.NotFound)]
    [TestCase("/api/exchanges/00000000-0000-0000-0000-000000000000", HttpStatusCode.NotFound)]
    [TestCase("/api/nothing", HttpStatusCode.NotFound)]
    public async Task Nonsense_is_told_as_such(string address, HttpStatusCode status)
    {
        using var response = await Gateway.ConsolePages.GetAsync(address);
        Assert.That(response.StatusCode, Is.EqualTo(status));
        Harmless.Check(await response.Content.ReadAsStringAsync());
    }

    [Test]
    public async Task What_was_delivered_is_not_retried_or_dropped()
    {
        var session = NewId();
        await Emip.SendAsync(new EmipRecord { ServiceSessionId = session });
        var delivery = await Gateway.Operators.UntilAsync(session, "Delivered");
        using var retried = await Gateway.Operators.RetryAsync(delivery.Id);
        using var dropped = await Gateway.Operators.DropAsync(delivery.Id, "by mistake");
        Assert.That((retried.StatusCode, dropped.StatusCode), Is.EqualTo((HttpStatusCode.Conflict, HttpStatusCode.Conflict)));
        await Gateway.Operators.UntilAsync(session, "Delivered");
    }

    [Test]
    public async Task Nothing_is_dropped_without_a_reason()
    {
        var session = NewId();
        await Emip.SendAsync(new EmipRecord { ServiceSessionId = session, EvseId = "FR*798*ENOWHERE" });
        var held = await Gateway.Operators.UntilAsync(session, "Held");
        using var answer = await Gateway.Operators.DropAsync(held.Id, " ");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        await Gateway.Operators.UntilAsync(session, "Held");
    }

    [Test]
    public async Task Partners_are_listed_with_what_is_owed_and_when_they_were_heard()
    {
        var session = NewId();
        await Emip.SendAsync(new EmipRecord { ServiceSessionId = session });
        await Gateway.Operators.UntilAsync(session, "Delivered");
        var partners = (await Gateway.Operators.PartnersAsync()).ToDictionary(p => p["id"]!.ToString());
        Assert.Multiple(() =>
        {
            Assert.That(partners.Keys, Is.EquivalentTo(new[] { Story.EmipCpo, Story.OcpiEmsp, Story.OcpiCpo, Story.EmipEmsp }));
            Assert.That(partners[Story.EmipCpo]["protocol"]!.ToString(), Is.EqualTo("emip"));
            Assert.That(partners[Story.OcpiEmsp]["version"]!.ToString(), Is.EqualTo("2.2.1"));
            Assert.That(partners[Story.OcpiEmsp]["roles"]!.ToJsonString(), Does.Contain("EMSP").And.Contain("DE*ABC"));
            Assert.That(partners[Story.EmipCpo]["lastHeardAt"]?.ToString(), Is.Not.Null.And.Not.Empty);
            Assert.That(partners[Story.OcpiEmsp]["lastSaidAt"]?.ToString(), Is.Not.Null.And.Not.Empty);
            Assert.That(partners[Story.OcpiEmsp]["owed"]!.GetValue<int>(), Is.Zero);
        });
    }

    [Test]
    public async Task Secrets_are_blank_in_what_was_heard_and_said()
    {
        var id = NewId();
        await Ocpi.PostAsync(OcpiRecord.ChargeDetailRecord(id));
        var delivery = await Gateway.Operators.UntilAsync(id, "Delivered");
        var seen = (await Gateway.Operators.ExchangeAsync(delivery.ExchangeId)).ToJsonString()
            + (await Gateway.Operators.DeliveryAsync(delivery.Id)).ToJsonString() + Gateway.Output;
        var token = GatewaySettings.InboundToken(Story.OcpiCpo);
        Assert.That(seen, Does.Not.Contain(token).And.Not.Contain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(token))));
    }

    [Test]
    public async Task The_session_is_remembered_under_every_name_that_it_has()
    {
        var session = NewId();
        await Emip.SendAsync(new EmipRecord { ServiceSessionId = session, ExecPartnerSessionId = $"CPO-{session}" });
        await Gateway.Operators.UntilAsync(session, "Delivered");
        var sessions = (await Gateway.ConsolePages.GetFromJsonAsync<JsonObject>("/api/sessions"))!.ToJsonString();
        Assert.That(sessions, Does.Contain($"CPO-{session}"));
    }
}
