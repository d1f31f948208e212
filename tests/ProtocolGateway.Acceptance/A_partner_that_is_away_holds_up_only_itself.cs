namespace ProtocolGateway.Acceptance;

internal sealed class A_partner_that_is_away_holds_up_only_itself : JourneyOfManyEmsps
{
    [Test]
    public async Task And_gets_everything_when_it_is_back()
    {
        var (party, standIn) = TakeOcpi();
        await standIn.StopAsync();
        var sessions = new[] { await SendAsync(party), await SendAsync(party), await SendAsync(party) };
        foreach (var session in sessions)
            await Eventually.TrueAsync(
                async () => (await Gateway.Operators.DeliveriesOfAsync(session)) is [{ State: "Owed", Attempts: > 0 }],
                "tried, and still owed");
        await standIn.StartAsync();
        foreach (var session in sessions) await standIn.UntilTakenAsync(Story.AtOcpi(session), TimeSpan.FromSeconds(30));
    }

    [Test]
    public async Task And_is_shown_as_unreachable_until_then()
    {
        var (party, standIn) = TakeOcpi();
        await standIn.StopAsync();
        var sessions = new List<string>();
        for (var n = 0; n < 12; n++) sessions.Add(await SendAsync(party));
        await Eventually.TrueAsync(async () => await StateOfAsync(party) == "Unreachable", $"{party} is Unreachable");
        await standIn.StartAsync();
        foreach (var session in sessions) await standIn.UntilTakenAsync(Story.AtOcpi(session), TimeSpan.FromSeconds(30));
        await Eventually.TrueAsync(async () => await StateOfAsync(party) == "Active", $"{party} is Active");
        Assert.That(sessions.Select(s => standIn.SendingsOf(Story.AtOcpi(s)).Count), Is.All.EqualTo(1));
    }

    [Test]
    public async Task And_so_does_one_that_is_silent_or_slow()
    {
        var (party, silent) = TakeOcpi();
        var (otherParty, slow) = TakeOcpi();
        var (lastParty, healthy) = TakeOcpi();
        silent.Otherwise = Behaviour.Hangs;
        slow.Otherwise = Behaviour.Slow(TimeSpan.FromSeconds(2));
        for (var n = 0; n < 10; n++) await SendAsync(party);
        var late = await SendAsync(otherParty);
        var session = await SendAsync(lastParty);
        await healthy.UntilTakenAsync(Story.AtOcpi(session), TimeSpan.FromSeconds(2));
        await slow.UntilTakenAsync(Story.AtOcpi(late));
        await Gateway.Operators.UntilAsync(late, "Delivered");
        Assert.That(slow.SendingsOf(Story.AtOcpi(late)), Has.Count.EqualTo(1));
    }
}
