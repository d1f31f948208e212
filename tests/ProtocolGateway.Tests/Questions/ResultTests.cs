using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Questions;
using ProtocolGateway.Sessions;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Questions;

/// <summary>translation.md section 6: commands whose askers are told later, and commands whose results come later.</summary>
public sealed class ResultTests(JournalProvider provider) : JournalTest(provider)
{
    private static readonly StartSession Begin = Asked.Start() with { Token = new() { Party = Samples.Emsp, Uid = Asked.Card, Type = TokenType.RFID, ContractId = "DE-ABC-C1" } };

    [Test]
    public async Task Whoever_wants_the_result_later_is_answered_before_anybody_is_asked_and_owed_it()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(Asked.Takes(CommandResult.EVSE_INOPERATIVE));

        var (answer, afterwards) = await gateway.CommandAsync(Begin);
        Assert.That((answer.Result, answer.Timeout), Is.EqualTo((CommandResult.ACCEPTED, 30)));
        Assert.That(gateway.Protocol.Said, Is.Empty);

        await afterwards!();
        await gateway.DeliverAsync();

        var told = (CommandCompleted)gateway.Protocol.Said.Last().Message;
        var delivery = gateway.Delivery();
        Assert.Multiple(() =>
        {
            Assert.That(told, Is.EqualTo(new CommandCompleted
            {
                Command = CommandType.START_SESSION,
                CommandId = told.CommandId,
                ResponseUrl = Asked.Url,
                Answer = told.Answer,
            }));
            Assert.That((told.Answer!.Result, told.Answer.Timeout), Is.EqualTo((CommandResult.EVSE_INOPERATIVE, (int?)null)));
            Assert.That((delivery.PartnerId, delivery.State, delivery.FromParty, delivery.ToParty), Is.EqualTo(("emsp", DeliveryState.Delivered, "FR*798", "DE*ABC")));
        });
    }

    [Test]
    public async Task What_stands_against_a_command_is_told_at_once_and_nothing_follows()
    {
        await using var gateway = new GatewayUnderTest(agreements: [new Agreement { Emsp = Samples.OtherEmsp }]);
        var (answer, afterwards) = await gateway.CommandAsync(Begin);
        Assert.That((answer.Result, answer.Timeout, afterwards is null), Is.EqualTo((CommandResult.NO_AGREEMENT, (int?)null, true)));
        Assert.That(gateway.Deliveries(), Is.Empty);
    }

    [Test]
    public async Task A_repeated_request_is_answered_the_same_and_done_once()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Otherwise = (_, _) => Task.FromResult(Asked.Takes());
        var (_, first) = await gateway.CommandAsync(Begin, transaction: "R-1");
        await first!();
        var (_, second) = await gateway.CommandAsync(Begin, transaction: "R-1");
        Assert.That(second is null, Is.True);
        Assert.That(gateway.Protocol.Said.Count(d => d.Message is StartSession), Is.EqualTo(1));
    }

    [Test]
    public async Task Whoever_waits_gets_the_result_that_follows()
    {
        await using var gateway = Following();
        gateway.Protocol.Next(Asked.Promises());
        var waiting = gateway.AskAsync<CommandAnswered>(Begin);
        await gateway.TakeAsync(await gateway.PassedOnAsync<StartSession>(), CommandResult.EVSE_OCCUPIED);

        Assert.That((await waiting).Result, Is.EqualTo(CommandResult.EVSE_OCCUPIED));
        Assert.That(gateway.Session().State, Is.EqualTo(SessionState.REFUSED));
    }

    [Test]
    public async Task Accepted_without_a_result_in_time_is_accepted_and_a_later_refusal_is_a_finding()
    {
        await using var gateway = Following();
        gateway.Protocol.Next(Asked.Promises());
        var waiting = gateway.AskAsync<CommandAnswered>(Begin);
        var command = await gateway.PassedOnAsync<StartSession>();
        while (!waiting.IsCompleted)
        {
            gateway.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }
        Assert.That((await waiting).Result, Is.EqualTo(CommandResult.ACCEPTED));

        await gateway.TakeAsync(command, CommandResult.FAILED);

        Assert.That(gateway.Findings(), Is.EqualTo(["LateCommandResult"]));
    }

    [Test]
    public async Task A_result_that_follows_is_owed_to_whoever_asked_once()
    {
        await using var gateway = Following();
        gateway.Protocol.Next(Asked.Promises());
        var (_, afterwards) = await gateway.CommandAsync(Begin);
        await afterwards!();
        Assert.That(gateway.Deliveries(), Is.Empty);
        var command = await gateway.PassedOnAsync<StartSession>();

        var first = await gateway.TakeAsync(command, CommandResult.ACCEPTED);
        var second = await gateway.TakeAsync(command, CommandResult.ACCEPTED);
        await gateway.DeliverAsync();

        Assert.That((first, second), Is.EqualTo(("taken", "taken")));
        Assert.That(gateway.Delivery().State, Is.EqualTo(DeliveryState.Delivered));
        Assert.That(((CommandCompleted)gateway.Protocol.Said.Last().Message).Answer!.Result, Is.EqualTo(CommandResult.ACCEPTED));
    }

    [Test]
    public async Task A_result_that_comes_before_the_answer_counts()
    {
        await using var gateway = Following();
        gateway.Protocol.Next(async delivery =>
        {
            await gateway.TakeAsync(((StartSession)delivery.Message).CommandId!, CommandResult.REJECTED);
            return Asked.Promises();
        });
        var (_, afterwards) = await gateway.CommandAsync(Begin);
        await afterwards!();
        await gateway.DeliverAsync();
        Assert.That(((CommandCompleted)gateway.Protocol.Said.Last().Message).Answer!.Result, Is.EqualTo(CommandResult.REJECTED));
        Assert.That(gateway.Deliveries(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_result_of_a_command_that_the_sender_was_not_asked_is_refused()
    {
        await using var gateway = Following();
        gateway.Protocol.Next(Asked.Promises());
        var (_, afterwards) = await gateway.CommandAsync(Begin);
        await afterwards!();
        Assert.That(await gateway.TakeAsync(await gateway.PassedOnAsync<StartSession>(), CommandResult.ACCEPTED, Samples.EmspPartner), Is.EqualTo("no such command"));
        Assert.That(await gateway.TakeAsync("00000000000000000000000000000000", CommandResult.ACCEPTED), Is.EqualTo("no such command"));
        Assert.That(gateway.Deliveries(), Is.Empty);
    }

    [Test]
    public async Task A_CPO_that_keeps_silent_after_it_accepted_is_a_time_out()
    {
        await using var gateway = Following();
        gateway.Protocol.Next(Asked.Promises());
        var (answer, afterwards) = await gateway.CommandAsync(Begin);
        await afterwards!();
        var overdue = gateway.Get<OverdueResults>();
        await overdue.SettleAsync(CancellationToken.None);
        Assert.That(gateway.Deliveries(), Is.Empty);

        gateway.Time.Advance(TimeSpan.FromSeconds(answer.Timeout!.Value));
        await overdue.SettleAsync(CancellationToken.None);
        await overdue.SettleAsync(CancellationToken.None);
        await gateway.DeliverAsync();

        Assert.That(((CommandCompleted)gateway.Protocol.Said.Last().Message).Answer!.Result, Is.EqualTo(CommandResult.TIMEOUT));
        Assert.That(gateway.Deliveries(), Has.Count.EqualTo(1));
        Assert.That(gateway.Session().State, Is.EqualTo(SessionState.AUTHORIZED), "it may have started all the same");
    }

    [Test]
    public async Task A_node_that_dies_after_it_answered_leaves_a_time_out()
    {
        await using var gateway = new GatewayUnderTest();
        var (answer, _) = await gateway.CommandAsync(Begin);
        gateway.Time.Advance(TimeSpan.FromSeconds(answer.Timeout!.Value));
        await gateway.Get<OverdueResults>().SettleAsync(CancellationToken.None);
        await gateway.DeliverAsync();
        Assert.That(((CommandCompleted)gateway.Protocol.Said.Single().Message).Answer!.Result, Is.EqualTo(CommandResult.TIMEOUT));
    }

    [Test]
    public async Task A_reservation_may_be_taken_back_after_it_was_accepted()
    {
        await using var gateway = Following();
        gateway.Protocol.Next(Asked.Promises());
        var reserve = new ReserveNow { Emsp = Samples.Emsp, Cpo = Samples.Cpo, ReservationId = "R-7", ExpiryDate = gateway.Time.GetUtcNow().AddHours(1), LocationId = "L1" };
        var (_, afterwards) = await gateway.CommandAsync(reserve, CommandType.RESERVE_NOW);
        await afterwards!();
        var command = await gateway.PassedOnAsync<ReserveNow>();
        await gateway.TakeAsync(command, CommandResult.ACCEPTED);
        await gateway.TakeAsync(command, CommandResult.CANCELED_RESERVATION);
        await gateway.DeliverAsync();
        await gateway.DeliverAsync();

        var told = gateway.Protocol.Said.Select(d => d.Message).OfType<CommandCompleted>().Select(m => m.Answer!.Result);
        Assert.That(told, Is.EqualTo([CommandResult.ACCEPTED, CommandResult.CANCELED_RESERVATION]));
    }

    [Test]
    public async Task A_reservation_is_taken_back_at_the_CPO_that_keeps_it()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Otherwise = (_, _) => Task.FromResult(Asked.Takes());
        var expiry = gateway.Time.GetUtcNow().AddHours(1);
        foreach (var id in (string[])["R-7", "R-8", "R-7"])
        {
            var (_, reserved) = await gateway.CommandAsync(
                new ReserveNow { Emsp = Samples.Emsp, Cpo = Samples.Cpo, ReservationId = id, ExpiryDate = expiry, LocationId = "L1" }, CommandType.RESERVE_NOW);
            await reserved!();
        }
        var (answer, afterwards) = await gateway.CommandAsync(new CancelReservation { Emsp = Samples.Emsp, ReservationId = "R-8" }, CommandType.CANCEL_RESERVATION);
        await afterwards!();
        var (unknown, _) = await gateway.CommandAsync(new CancelReservation { Emsp = Samples.Emsp, ReservationId = "R-9" }, CommandType.CANCEL_RESERVATION);

        var numbers = gateway.Protocol.Said.Select(d => d.Message).OfType<ReserveNow>().Select(m => m.ReservationNumber);
        Assert.Multiple(() =>
        {
            Assert.That(numbers, Is.EqualTo([1, 2, 1]));
            Assert.That((answer.Result, unknown.Result), Is.EqualTo((CommandResult.ACCEPTED, CommandResult.UNKNOWN_RESERVATION)));
            Assert.That(gateway.Protocol.Said.Count(d => d is { Message: CancelReservation, Partner.Id: "cpo" }), Is.EqualTo(1));
        });
    }

    private static GatewayUnderTest Following() => new(protocol: new ScriptedProtocol { ResultsFollow = true });
}

/// <summary>Commands that were passed on, and their results.</summary>
internal static class Results
{
    /// <summary>By what the result of the command that was passed on is known.</summary>
    public static async Task<string> PassedOnAsync<T>(this GatewayUnderTest gateway)
    {
        await Testing.Eventually.TrueAsync(() => gateway.Protocol.Said.Any(d => d.Message is T), $"a {typeof(T).Name}");
        return gateway.Protocol.Said.Select(d => d.Message).First(m => m is T) switch
        {
            StartSession start => start.CommandId!,
            ReserveNow reserve => reserve.CommandId!,
            var other => throw new ArgumentException($"{other.GetType().Name} has no result here."),
        };
    }

    /// <summary>What whoever tells the result is answered.</summary>
    public static async Task<string> TakeAsync(this GatewayUnderTest gateway, string command, CommandResult result, Partner? from = null)
    {
        string? told = null;
        await gateway.Get<ICommandResults>().TakeAsync(
            Samples.Said("Result", from ?? Samples.CpoPartner), command, new() { Result = result },
            acceptance => told = acceptance is Acceptance.Refused refused ? refused.Refusal.ToString() : "taken");
        return told!;
    }

    /// <summary>The only session.</summary>
    public static RememberedSession Session(this GatewayUnderTest gateway)
    {
        using var journal = gateway.Journal();
        return (RememberedSession)CanonicalJson.Read(journal.Sessions.Single().Body, typeof(RememberedSession));
    }
}
