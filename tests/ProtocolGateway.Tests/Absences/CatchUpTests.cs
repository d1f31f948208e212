using ProtocolGateway.Absences;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Absences;

public sealed class CatchUpTests(JournalProvider provider) : JournalTest(provider)
{
    private const string Module = "cdrs FR*798";

    private static readonly TimeSpan Every = TimeSpan.FromDays(30);

    private Lives lives = null!;

    [SetUp]
    public void Make() => lives = new Lives();

    [TearDown]
    public async Task Remove() => await lives.DisposeAsync();

    [Test]
    public async Task Nothing_is_open_after_the_first_start()
    {
        var gateway = await lives.StartAsync();
        lives.Time.Advance(AbsenceRecord.Quiet);

        Assert.That(await ClaimAsync(gateway), Is.Null);
    }

    [Test]
    public async Task A_module_that_is_new_is_pulled_from_the_instant_that_the_settings_name_and_once()
    {
        var gateway = await lives.StartAsync();
        var from = lives.Time.GetUtcNow().AddDays(-30);

        var catchUp = await ClaimAsync(gateway, from);
        await gateway.Get<IAbsences>().EndAsync(catchUp!);

        Assert.That(catchUp, Is.EqualTo(new CatchUp(Samples.CpoPartner, Module, from, null, 0)));
        Assert.That(await ClaimAsync(gateway, from), Is.Null);
    }

    [Test]
    public async Task A_partner_that_is_new_is_pulled_since_the_last_time_away_only()
    {
        await AwayAsync();
        var last = await AwayAsync();
        var gateway = lives.Last;
        lives.Time.Advance(AbsenceRecord.Quiet);

        Assert.That((await ClaimAsync(gateway))!.From, Is.EqualTo(last));
    }

    [Test]
    public async Task All_absences_that_are_open_are_caught_up_together_and_a_later_one_by_itself()
    {
        var gateway = await lives.StartAsync();
        Assert.That(await ClaimAsync(gateway), Is.Null);
        var oldest = await AwayAsync();
        await AwayAsync();
        lives.Time.Advance(AbsenceRecord.Quiet);
        gateway = lives.Last;

        var both = await ClaimAsync(gateway);
        await gateway.Get<IAbsences>().EndAsync(both!);
        var none = await ClaimAsync(gateway);
        var later = await AwayAsync();
        lives.Time.Advance(AbsenceRecord.Quiet);
        var next = await ClaimAsync(lives.Last);

        Assert.That((both!.From, none, next!.From), Is.EqualTo((oldest, default(CatchUp), later)));
    }

    [Test]
    public async Task An_absence_that_may_go_on_is_not_caught_up_yet()
    {
        var gateway = await lives.StartAsync();
        var since = lives.Time.GetUtcNow();
        gateway.Gateway.Failed(Samples.CpoPartner, since);
        await gateway.Get<Heartbeat>().BeatAsync();
        lives.Time.Advance(AbsenceRecord.Quiet - TimeSpan.FromMilliseconds(1));

        Assert.That(await ClaimAsync(gateway), Is.Null);
        lives.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That((await ClaimAsync(gateway))!.From, Is.EqualTo(since));
    }

    [Test]
    public async Task The_failures_of_one_partner_are_not_anothers()
    {
        var gateway = await lives.StartAsync();
        gateway.Gateway.Failed(Samples.EmspPartner, lives.Time.GetUtcNow());
        await gateway.Get<Heartbeat>().BeatAsync();
        lives.Time.Advance(AbsenceRecord.Quiet);

        Assert.That(await ClaimAsync(gateway), Is.Null);
    }

    [Test]
    public async Task One_node_pulls_at_a_time_and_another_goes_on_when_it_is_dead()
    {
        var from = await AwayAsync();
        lives.Time.Advance(AbsenceRecord.Quiet);
        var one = lives.Last;
        var other = lives.Add();

        var first = await ClaimAsync(one);
        await one.Get<IAbsences>().AdvanceAsync(first!, "https://cpo.example/cdrs?page=2");
        var meanwhile = await ClaimAsync(other);
        lives.Time.Advance(Node.Lease);
        await one.Get<Heartbeat>().BeatAsync();
        lives.Time.Advance(TimeSpan.FromSeconds(1));
        var renewed = await ClaimAsync(other);
        lives.Time.Advance(Node.Lease);
        var taken = await ClaimAsync(other);
        var lost = await one.Get<IAbsences>().EndAsync(first!);

        Assert.That((meanwhile, renewed, lost), Is.EqualTo((default(CatchUp), default(CatchUp), false)));
        Assert.That(taken, Is.EqualTo(new CatchUp(Samples.CpoPartner, Module, from, "https://cpo.example/cdrs?page=2", 0)));
    }

    [Test]
    public async Task A_pull_that_a_restart_interrupts_goes_on_at_its_page()
    {
        var from = await AwayAsync();
        lives.Time.Advance(AbsenceRecord.Quiet);
        await lives.Last.Get<IAbsences>().AdvanceAsync((await ClaimAsync(lives.Last))!, "page 2");

        var next = await lives.StartAsync();
        // Who is alone knows at once that nobody else pulls.
        if (JournalUnderTest.Provider == JournalProvider.Postgres) lives.Time.Advance(Node.Lease + TimeSpan.FromSeconds(1));

        Assert.That(await ClaimAsync(next), Is.EqualTo(new CatchUp(Samples.CpoPartner, Module, from, "page 2", 0)));
    }

    [Test]
    public async Task What_fails_is_asked_for_later_and_lasting_failure_is_a_finding_until_it_ends()
    {
        await AwayAsync();
        lives.Time.Advance(AbsenceRecord.Quiet);
        var gateway = lives.Last;
        var absences = gateway.Get<IAbsences>();
        var catchUp = await ClaimAsync(gateway);
        await absences.AdvanceAsync(catchUp!, "page 2");

        await absences.PostponeAsync(catchUp!, new Postponement("HTTP 503", TimeSpan.FromMinutes(3)));
        lives.Time.Advance(TimeSpan.FromMinutes(3) - TimeSpan.FromMilliseconds(1));
        var early = await ClaimAsync(gateway);
        lives.Time.Advance(TimeSpan.FromMilliseconds(1));
        var again = await ClaimAsync(gateway);
        Assert.That((early, again!.Page, again.Attempts), Is.EqualTo((default(CatchUp), "page 2", 1)));

        for (var i = 0; i < 4; i++)
        {
            await absences.PostponeAsync(again!, new Postponement("HTTP 404", Anew: true));
            lives.Time.Advance(TimeSpan.FromHours(2));
            again = await ClaimAsync(gateway);
        }
        Assert.That((again!.Page, again.Attempts), Is.EqualTo((default(string), 5)));
        Assert.That(Open(gateway), Is.EqualTo(new[] { "CatchUpFails" }));
        await absences.EndAsync(again);
        Assert.That(Open(gateway), Is.Empty);
    }

    [Test]
    public async Task A_module_is_due_again_after_the_time_that_is_set_and_pulled_from_where_it_came_to()
    {
        var gateway = await lives.StartAsync();
        var first = await ClaimAsync(gateway, lives.Time.GetUtcNow().AddDays(-30));
        var began = lives.Time.GetUtcNow();
        lives.Time.Advance(TimeSpan.FromHours(1));
        await gateway.Get<IAbsences>().EndAsync(first!);

        lives.Time.Advance((Every * 0.9) - TimeSpan.FromHours(2));
        var early = await ClaimAsync(gateway);
        lives.Time.Advance((Every * 0.1) + TimeSpan.FromHours(1));
        var again = await ClaimAsync(gateway);

        Assert.That((early, again), Is.EqualTo((default(CatchUp), new CatchUp(Samples.CpoPartner, Module, began, null, 0))));
    }

    [Test]
    public async Task An_absence_after_a_complete_pull_is_caught_up_from_where_that_came_to()
    {
        var gateway = await lives.StartAsync();
        var reached = lives.Time.GetUtcNow();
        Assert.That(await ClaimAsync(gateway), Is.Null);
        lives.Time.Advance(TimeSpan.FromHours(3));
        await gateway.Get<Heartbeat>().BeatAsync();
        await AwayAsync();
        lives.Time.Advance(AbsenceRecord.Quiet);

        // What nobody pushed since then is missing too.
        Assert.That((await ClaimAsync(lives.Last))!.From, Is.EqualTo(reached));
    }

    [Test]
    public async Task What_a_person_wants_is_pulled_at_once_whatever_failed_before()
    {
        var gateway = await lives.StartAsync();
        var absences = gateway.Get<IAbsences>();
        var first = await ClaimAsync(gateway, lives.Time.GetUtcNow().AddDays(-1));
        await absences.PostponeAsync(first!, new Postponement("HTTP 503", TimeSpan.FromHours(1)));
        Assert.That(await ClaimAsync(gateway), Is.Null);

        Assert.That(await absences.AskAsync(Samples.CpoPartner, null), Is.True);
        var hurried = await ClaimAsync(gateway);
        await absences.EndAsync(hurried!);
        var asked = await ClaimAsync(gateway);
        await absences.EndAsync(asked!);
        var wanted = lives.Time.GetUtcNow().AddDays(-90);
        await absences.AskAsync(Samples.CpoPartner, wanted);
        var from = await ClaimAsync(gateway);
        await absences.EndAsync(from!);

        Assert.That((hurried!.From, asked!.From, from!.From), Is.EqualTo((first!.From, lives.Time.GetUtcNow() - AbsenceRecord.Quiet, wanted)));
        Assert.That(await ClaimAsync(gateway), Is.Null, "once each");
    }

    private static Task<CatchUp?> ClaimAsync(GatewayUnderTest gateway, DateTimeOffset? first = null) =>
        gateway.Get<IAbsences>().ClaimAsync(Samples.CpoPartner, Module, new PullPlan(first, Every), CancellationToken.None);

    private static string[] Open(GatewayUnderTest gateway)
    {
        using var journal = gateway.Journal();
        return [.. journal.Findings.Where(f => f.State == FindingState.Open).Select(f => f.Code)];
    }

    /// <summary>A life that ends, twenty minutes of nobody, and another start; when it was there last.</summary>
    private async Task<DateTimeOffset> AwayAsync()
    {
        if (lives.Count == 0) await lives.StartAsync();
        await lives.Last.Get<Heartbeat>().EndAsync();
        var end = lives.Time.GetUtcNow();
        lives.Time.Advance(TimeSpan.FromMinutes(20));
        await lives.StartAsync();
        return end;
    }
}
