using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Questions;

/// <summary>translation.md section 6.</summary>
public sealed class CommandTests(JournalProvider provider) : JournalTest(provider)
{
    [Test]
    public async Task A_start_goes_to_the_EVSEs_CPO_with_our_session_id()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(Asked.Takes());

        var answer = await gateway.AskAsync<CommandAnswered>(Asked.Start());

        var said = gateway.Protocol.Said.Single();
        Assert.Multiple(() =>
        {
            Assert.That((answer.Result, answer.Cpo), Is.EqualTo((CommandResult.ACCEPTED, Samples.Cpo)));
            Assert.That((said.Partner.Id, said.From, said.To), Is.EqualTo(("cpo", Samples.Emsp, Samples.Cpo)));
            Assert.That(((StartSession)said.Message).SessionId, Is.EqualTo(answer.SessionId));
        });
    }

    [Test]
    public async Task A_stop_reaches_the_CPO_by_its_own_ids()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(Asked.Takes(), Asked.Takes());
        var session = (await gateway.AskAsync<CommandAnswered>(Asked.Start())).SessionId!;

        var answer = await gateway.AskAsync<CommandAnswered>(Asked.Stop(session));

        var action = (ActOnSession)gateway.Protocol.Said.Last().Message;
        Assert.That((answer.Result, answer.SessionId, answer.ActionId), Is.EqualTo((CommandResult.ACCEPTED, session, "A-1")));
        Assert.That((action.Cpo, action.SessionId, action.CpoSessionId, action.Id), Is.EqualTo((Samples.Cpo, session, "C-9", "A-1")));
    }

    [Test]
    public async Task The_same_transaction_is_done_once_and_answered_the_same()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Otherwise = (_, _) => Task.FromResult(Asked.Takes());
        var replies = new List<Reply>();
        for (var i = 0; i < 3; i++)
            replies.Add(await gateway.Gateway.AskAsync(Asked.Heard(Asked.Start(), null, "T-1", answer => $"{answer} {Guid.NewGuid()}"), CancellationToken.None));

        Assert.That(replies.Distinct().ToList(), Has.Count.EqualTo(1));
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_repeat_waits_for_the_first_answer()
    {
        await using var gateway = new GatewayUnderTest();
        var answered = new TaskCompletionSource<Outcome>();
        gateway.Protocol.Next(_ => answered.Task);
        Task<Reply> Ask() => gateway.Gateway.AskAsync(Asked.Heard(Asked.Start(), null, "T-2", answer => $"{answer} {Guid.NewGuid()}"), CancellationToken.None);
        var first = Ask();
        await Task.Run(() => SpinWait.SpinUntil(() => gateway.Protocol.Said.Count == 1, 10_000));
        var second = Ask();
        answered.SetResult(Asked.Takes());
        while (!second.IsCompleted)
        {
            gateway.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(5);
        }

        Assert.That(await second, Is.EqualTo(await first));
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_day_later_the_transaction_is_another()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Otherwise = (_, _) => Task.FromResult(Asked.Takes());
        await gateway.AskAsync<CommandAnswered>(Asked.Start(), transaction: "T-3");
        gateway.Time.Advance(TimeSpan.FromHours(24));
        await gateway.AskAsync<CommandAnswered>(Asked.Start(), transaction: "T-3");
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_question_that_never_ended_is_not_done_again()
    {
        await using var gateway = new GatewayUnderTest();
        using (var journal = gateway.Journal())
        {
            var now = gateway.Time.GetUtcNow();
            journal.Questions.Add(new() { Key = "emsp|StartSession|T-4", ExchangeId = Guid.NewGuid(), AskedAt = now, Deadline = now });
            await journal.SaveChangesAsync();
        }
        gateway.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.That((await gateway.AskAsync<CommandAnswered>(Asked.Start(), transaction: "T-4")).Result, Is.EqualTo(CommandResult.TIMEOUT));
        Assert.That(gateway.Protocol.Said, Is.Empty);
    }

    [Test]
    public async Task The_value_stop_ends_the_callers_own_session_there()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Otherwise = (_, _) => Task.FromResult(Asked.Takes());
        Assert.That((await gateway.AskAsync<CommandAnswered>(Asked.Start(action: StartStop.STOP))).Result, Is.EqualTo(CommandResult.UNKNOWN_SESSION));
        await gateway.AskAsync<CommandAnswered>(Asked.Start());
        await gateway.AskAsync<CommandAnswered>(Asked.Start(action: StartStop.STOP));

        Assert.That(gateway.Protocol.Said.Select(d => d.Message.GetType()), Is.EqualTo([typeof(StartSession), typeof(ActOnSession)]));
    }

    [Test]
    public async Task Only_the_sessions_own_eMSP_acts_on_it()
    {
        var other = Samples.NewPartner("other", new PartnerRole(Role.EMSP, Samples.OtherEmsp));
        await using var gateway = new GatewayUnderTest(partners: [Samples.CpoPartner, Samples.EmspPartner, other]);
        gateway.Protocol.Otherwise = (_, _) => Task.FromResult(Asked.Takes());
        var session = (await gateway.AskAsync<CommandAnswered>(Asked.Start())).SessionId!;

        var foreign = await gateway.AskAsync<CommandAnswered>(Asked.Stop(session, Samples.OtherEmsp), other);
        var byCpo = await gateway.AskAsync<CommandAnswered>(Asked.Stop(session, Samples.Cpo), Samples.CpoPartner);
        var unknown = await gateway.AskAsync<CommandAnswered>(Asked.Stop("nobody's"));

        Assert.That((foreign.Result, byCpo.Result, unknown.Result),
            Is.EqualTo((CommandResult.FOREIGN_SESSION, CommandResult.TAKES_NONE, CommandResult.UNKNOWN_SESSION)));
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(1));
    }

    [TestCaseSource(nameof(Ends))]
    public async Task What_comes_of_it_is_told(Outcome outcome, CommandResult result)
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(outcome);
        Assert.That((await gateway.AskAsync<CommandAnswered>(Asked.Start())).Result, Is.EqualTo(result));
    }

    [Test]
    public async Task Nobody_speaks_for_the_EVSE_or_may()
    {
        await using var gateway = new GatewayUnderTest(agreements: [new Agreement { Emsp = Samples.OtherEmsp }]);
        Assert.That((await gateway.AskAsync<CommandAnswered>(Asked.Start(evse: "XX*999*E1"))).Result, Is.EqualTo(CommandResult.UNKNOWN_CPO));
        Assert.That((await gateway.AskAsync<CommandAnswered>(Asked.Start())).Result, Is.EqualTo(CommandResult.NO_AGREEMENT));
        Assert.That(gateway.Protocol.Said, Is.Empty);
    }

    [Test]
    public async Task A_partner_that_keeps_silent_is_soon_asked_no_more_and_others_are()
    {
        var cpo2 = new PartyId("FR", "799");
        var second = Samples.NewPartner("second", new PartnerRole(Role.CPO, cpo2));
        await using var gateway = new GatewayUnderTest(partners: [Samples.CpoPartner, second, Samples.EmspPartner]);
        gateway.Protocol.Otherwise = (delivery, _) => Task.FromResult(delivery.Partner == second ? Asked.Takes() : new Outcome.InDoubt("silence"));
        for (var i = 0; i < 5; i++)
            Assert.That((await gateway.AskAsync<CommandAnswered>(Asked.Start(evse: $"FR*798*E{i}*1"))).Result, Is.EqualTo(CommandResult.TIMEOUT));

        var broken = await gateway.AskAsync<CommandAnswered>(Asked.Start(evse: "FR*798*E9*1"));
        var sound = await gateway.AskAsync<CommandAnswered>(Asked.Start(evse: "FR*799*E9*1"));

        Assert.That((broken.Result, sound.Result), Is.EqualTo((CommandResult.UNREACHABLE, CommandResult.ACCEPTED)));
        Assert.That(gateway.Protocol.Said.Count(d => d.Partner != second), Is.EqualTo(5));
    }

    [Test]
    public async Task A_partner_that_a_person_paused_is_asked_nothing()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.Get<IPartnerActions>().PauseAsync("cpo", "maintenance", CancellationToken.None);
        Assert.That((await gateway.AskAsync<CommandAnswered>(Asked.Start())).Result, Is.EqualTo(CommandResult.UNREACHABLE));
        Assert.That(gateway.Protocol.Said, Is.Empty);
    }

    private static IEnumerable<TestCaseData> Ends()
    {
        yield return new(Asked.Takes(CommandResult.EVSE_INOPERATIVE), CommandResult.EVSE_INOPERATIVE);
        yield return new(new Outcome.Unreachable("no"), CommandResult.UNREACHABLE);
        yield return new(new Outcome.InDoubt("silence"), CommandResult.TIMEOUT);
        yield return new(new Outcome.InDoubt("garbage") { Answer = "HTTP 200\nhello" }, CommandResult.FAULT);
        yield return new(new Outcome.Refused("fault Sender", "no"), CommandResult.FAULT);
        yield return new(new Outcome.Held(new("Unsayable", "no")), CommandResult.NOT_SUPPORTED);
    }
}
