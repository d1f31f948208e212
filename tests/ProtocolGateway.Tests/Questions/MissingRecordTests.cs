using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Questions;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Questions;

/// <summary>The clocks of translation.md section 3.</summary>
public sealed class MissingRecordTests(JournalProvider provider) : JournalTest(provider)
{
    [Test]
    public async Task Three_days_after_it_was_allowed_a_session_without_a_record_is_a_finding_once()
    {
        await using var gateway = new GatewayUnderTest();
        await StartAsync(gateway);
        await SearchAfterAsync(gateway, TimeSpan.FromHours(71));
        Assert.That(gateway.Findings(), Is.Empty);
        await SearchAfterAsync(gateway, TimeSpan.FromHours(1));
        await SearchAfterAsync(gateway, TimeSpan.FromHours(1));
        Assert.That(gateway.Findings(), Is.EqualTo(["NoRecord"]));
    }

    [Test]
    public async Task A_day_after_its_end_too()
    {
        await using var gateway = new GatewayUnderTest();
        var session = await StartAsync(gateway);
        var end = new Session { Party = Samples.Cpo, Id = session, Event = new() { Type = SessionEventType.TERMINATED, At = Samples.Start } };
        await gateway.AcceptAsync(Samples.Heard(end) with { SessionIsKnown = true });
        await SearchAfterAsync(gateway, TimeSpan.FromHours(24));
        Assert.That(gateway.Findings(), Is.EqualTo(["NoRecord"]));
    }

    [Test]
    public async Task A_session_whose_record_came_is_none()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record(await StartAsync(gateway))));
        await SearchAfterAsync(gateway, TimeSpan.FromHours(100));
        Assert.That(gateway.Findings(), Is.Empty);
    }

    [Test]
    public async Task A_record_that_comes_after_all_settles_the_finding()
    {
        await using var gateway = new GatewayUnderTest();
        var session = await StartAsync(gateway);
        await SearchAfterAsync(gateway, TimeSpan.FromHours(72));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record(session)));
        using var journal = gateway.Journal();
        Assert.That(journal.Findings.Single().State.ToString(), Is.EqualTo("Settled"));
    }

    [Test]
    public async Task A_hub_is_asked_for_it_first_and_what_it_has_is_owed_like_any_other()
    {
        var hub = Samples.NewPartner("hub", new PartnerRole(Role.HUB, new("FR", "107"))) with { Reaches = [new(Role.CPO, Samples.Cpo)] };
        await using var gateway = new GatewayUnderTest(partners: [hub, Samples.EmspPartner]);
        gateway.Protocol.Otherwise = (delivery, _) => Task.FromResult(delivery.Message switch
        {
            StartSession => Asked.Replies(new CommandAnswered { Result = CommandResult.ACCEPTED, SessionId = "HUB-1" }),
            FindChargeDetailRecords => Asked.Replies(new ChargeDetailRecordsFound { Records = [Samples.Record("HUB-1") with { LastUpdated = null }] }),
            _ => new Outcome.Delivered(),
        });
        await gateway.AskAsync<CommandAnswered>(Asked.Start());
        await SearchAfterAsync(gateway, TimeSpan.FromHours(72));

        var question = (FindChargeDetailRecords)gateway.Protocol.Said.Last().Message;
        Assert.That((question.AskedBy, question.SessionId), Is.EqualTo((Samples.Emsp, "HUB-1")));
        Assert.That((gateway.Delivery().PartnerId, gateway.Delivery().Message), Is.EqualTo(("emsp", nameof(ChargeDetailRecordIssued))));
        Assert.That(gateway.Findings(), Is.Empty);
    }

    [Test]
    public async Task A_CPO_that_keeps_lists_is_asked_for_those_of_that_time_before_a_person_is()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.IsPulled = true;
        await StartAsync(gateway);
        var asked = gateway.Time.GetUtcNow();
        await SearchAfterAsync(gateway, TimeSpan.FromHours(72));
        await gateway.Get<Heartbeat>().BeatAsync();
        using (var journal = gateway.Journal())
            Assert.That(journal.Absences.Where(a => a.PartnerId == "cpo").Select(a => a.FromAt).ToList(), Is.EqualTo(new[] { asked }), "from when it was allowed");
        Assert.That(gateway.Findings(), Is.Empty);

        await SearchAfterAsync(gateway, TimeSpan.FromMinutes(59));
        Assert.That(gateway.Findings(), Is.Empty);
        await SearchAfterAsync(gateway, TimeSpan.FromMinutes(1));
        Assert.That(gateway.Findings(), Is.EqualTo(["NoRecord"]));
    }

    private static async Task<string> StartAsync(GatewayUnderTest gateway)
    {
        gateway.Protocol.Next(Asked.Takes());
        return (await gateway.AskAsync<CommandAnswered>(Asked.Start())).SessionId!;
    }

    private static Task SearchAfterAsync(GatewayUnderTest gateway, TimeSpan wait)
    {
        gateway.Time.Advance(wait);
        return gateway.Get<MissingRecords>().SearchAsync(CancellationToken.None);
    }
}
