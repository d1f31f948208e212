using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Exchanges;

/// <summary>Which messages are owed, and for how long; shown with session reports, whose policy may be any.</summary>
public sealed class PoliciesTests(JournalProvider provider) : JournalTest(provider)
{
    private const string Latest = """{ "Messages": { "SessionUpdated": { "Policy": "latest" } } }""";

    [Test]
    public async Task The_newest_supersedes_those_that_wait_and_the_cause_is_told()
    {
        await using var gateway = With(Latest);
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 10)));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report("S-2", minute: 10)));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 20)));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 30)));

        await gateway.DeliverAsync();

        Assert.That(gateway.Protocol.Said.Select(Minute), Is.EquivalentTo(new[] { "S-2 10", "S-1 30" }));
        Assert.That(States(gateway), Is.EqualTo("Superseded Delivered Superseded Delivered"));
        var first = gateway.Deliveries()[0].Sequence;
        Assert.That(gateway.Moves().Single(m => m.Delivery == first).Cause, Is.EqualTo($"a newer one came: exchange {gateway.Deliveries()[2].ExchangeId}"));
    }

    [Test]
    public async Task What_is_being_said_is_not_superseded()
    {
        await using var gateway = With(Latest);
        var answer = new TaskCompletionSource<Outcome>();
        gateway.Protocol.Next(_ => answer.Task);
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 10)));
        var saying = await gateway.BeginAsync();
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 20)));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 30)));

        answer.SetResult(new Outcome.Delivered());
        await saying;

        Assert.That(gateway.Protocol.Said.Select(Minute), Is.EqualTo(new[] { "S-1 10", "S-1 30" }));
        Assert.That(States(gateway), Is.EqualTo("Delivered Superseded Delivered"));
    }

    [Test]
    public async Task What_nobody_took_makes_way_for_a_newer_one_that_waits()
    {
        await using var gateway = With(Latest);
        var answer = new TaskCompletionSource<Outcome>();
        gateway.Protocol.Next(_ => answer.Task);
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 10)));
        var saying = await gateway.BeginAsync();
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 20)));

        answer.SetResult(new Outcome.Unreachable("refused"));
        await saying;

        Assert.That(gateway.Protocol.Said.Select(Minute), Is.EqualTo(new[] { "S-1 10", "S-1 20" }));
        Assert.That(States(gateway), Is.EqualTo("Superseded Delivered"));
    }

    [Test]
    public async Task A_newer_one_supersedes_what_is_held()
    {
        await using var gateway = With(Latest);
        gateway.Protocol.Next(new Outcome.Held(new("NoLocation", "unknown", "location:FR798E1")));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 10)));
        await gateway.DeliverAsync();

        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 20)));

        Assert.That(States(gateway), Is.EqualTo("Superseded Owed"));
    }

    [Test]
    public async Task What_is_released_supersedes_what_is_older_and_waits()
    {
        await using var gateway = With(Latest);
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 10)));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 20), hold: new("UnmappedCode", "a code", "settings")));
        Assert.That(States(gateway), Is.EqualTo("Owed Held"), "what is known is better than nothing");

        await gateway.Actions.RetryAsync(gateway.Deliveries()[1].Id, CancellationToken.None);

        Assert.That(States(gateway), Is.EqualTo("Superseded Owed"));
    }

    [Test]
    public async Task A_partner_that_fetches_is_owed_nothing()
    {
        await using var gateway = With("""{ "Messages": { "SessionUpdated": { "Policy": "none" } } }""");

        var accepted = await gateway.AcceptAsync(Samples.Heard(Samples.Report()));
        var again = await gateway.AcceptAsync(Samples.Heard(Samples.Report()));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        Assert.That(((Acceptance.Accepted)accepted).Payer, Is.EqualTo(Samples.Emsp));
        Assert.That(((Acceptance.Accepted)again).Repeat, Is.True);
        Assert.That(gateway.Delivery().Message, Is.EqualTo("ChargeDetailRecordIssued"));
    }

    [Test]
    public async Task What_turns_out_to_be_for_a_partner_that_fetches_is_owed_no_longer()
    {
        await using var gateway = With("""{ "Messages": { "SessionUpdated": { "Policy": "none" } } }""");
        var nobodys = Samples.Report() with { CdrToken = new() { Uid = "04A2B3C4", Type = TokenType.RFID } };
        await gateway.AcceptAsync(Samples.Heard(nobodys));
        Assert.That(gateway.Delivery().State, Is.EqualTo(DeliveryState.Held));

        gateway.Directory.Tokens.Add(new() { Party = Samples.Emsp, Uid = "04A2B3C4", Type = TokenType.RFID });
        await gateway.Actions.RetryAsync(gateway.Delivery().Id, CancellationToken.None);

        Assert.That(gateway.States(gateway.Delivery()), Is.EqualTo("Held Superseded"));
    }

    [Test]
    public async Task A_report_that_nobody_takes_for_too_long_is_held_until_a_person_retries_it()
    {
        await using var gateway = With("""{ "Retry": "30s", "GiveUpAfter": "1m" }""");
        gateway.Protocol.Always(new Outcome.Unreachable("HTTP 500") { Answer = "HTTP 500" });
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 10)));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report(minute: 20)));
        await PassAsync(gateway, TimeSpan.FromSeconds(30), 2);

        var held = gateway.Deliveries()[0];
        Assert.That((held.State, held.ReasonCode, held.Reason, held.Attempts), Is.EqualTo((DeliveryState.Held, "GaveUp", "HTTP 500", 3)));
        Assert.That(gateway.Findings(), Is.EqualTo(new[] { "DeliveryGivenUp" }));

        gateway.Protocol.Always(new Outcome.Delivered());
        await gateway.Actions.RetryAsync(held.Id, CancellationToken.None);
        await PassAsync(gateway, TimeSpan.FromSeconds(30), 1);
        Assert.That(States(gateway), Is.EqualTo("Delivered Delivered"));
    }

    [Test]
    public async Task A_record_is_never_given_up()
    {
        await using var gateway = With("""{ "Retry": "30s", "GiveUpAfter": "1m" }""");
        gateway.Protocol.Always(new Outcome.Unreachable("HTTP 500") { Answer = "HTTP 500" });
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        await PassAsync(gateway, TimeSpan.FromSeconds(30), 9);

        Assert.That((gateway.Delivery().State, gateway.Delivery().Attempts), Is.EqualTo((DeliveryState.Owed, 10)));
    }

    [Test]
    public async Task A_partner_with_one_queue_gets_everything_in_the_order_in_which_it_was_heard()
    {
        await using var gateway = With("""{ "Order": "partner" }""");
        gateway.Protocol.Next(new Outcome.Unreachable("refused"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report("S-1", minute: 10)));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report("S-2", minute: 10)));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-1")));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report("S-2", minute: 20)));

        await gateway.DeliverAsync();
        Assert.That(gateway.Protocol.Said, Has.Count.EqualTo(1), "the others wait for the first");
        await PassAsync(gateway, TimeSpan.FromSeconds(1), 1);

        Assert.That(gateway.Protocol.Said.Select(Minute), Is.EqualTo(new[] { "S-1 10", "S-1 10", "S-2 10", "S-1 record", "S-2 20" }));
    }

    internal static GatewayUnderTest With(string delivery) => new(partners: [Samples.CpoPartner, Samples.Told(delivery)]);

    /// <summary>Delivers, and after each of so many waits again.</summary>
    internal static async Task PassAsync(GatewayUnderTest gateway, TimeSpan wait, int times)
    {
        await gateway.DeliverAsync();
        for (var i = 0; i < times; i++)
        {
            gateway.Time.Advance(wait);
            await gateway.DeliverAsync();
        }
    }

    internal static string States(GatewayUnderTest gateway) => string.Join(' ', gateway.Deliveries().Select(d => d.State));

    private static string Minute(Delivery delivery) => delivery.Message switch
    {
        SessionUpdated { Session: var session } => $"{session.Id} {(session.ReadAt - Samples.Start)!.Value.TotalMinutes}",
        ChargeDetailRecordIssued { Record: var record } => $"{record.Id} record",
        _ => "",
    };
}
