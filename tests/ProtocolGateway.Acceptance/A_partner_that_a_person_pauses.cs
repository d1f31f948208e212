namespace ProtocolGateway.Acceptance;

internal sealed class A_partner_that_a_person_pauses : JourneyOfManyEmsps
{
    [Test]
    public async Task Is_told_nothing_until_a_person_resumes_it()
    {
        var (party, standIn) = TakeOcpi();
        using (var paused = await Gateway.Operators.PauseAsync(Id(party), "their works")) Assert.That(paused.IsSuccessStatusCode, $"{paused}");
        var session = await SendAsync(party);
        // Another partner's delivery comes and goes meanwhile.
        var (other, healthy) = TakeOcpi();
        await healthy.UntilTakenAsync(Story.AtOcpi(await SendAsync(other)));
        Assert.That((await StateOfAsync(party), standIn.Sendings.Count), Is.EqualTo(("Paused", 0)));
        Assert.That((await Gateway.Operators.UntilAsync(session, "Owed")).Attempts, Is.Zero);

        using (var resumed = await Gateway.Operators.ResumeAsync(Id(party))) Assert.That(resumed.IsSuccessStatusCode, $"{resumed}");
        await standIn.UntilTakenAsync(Story.AtOcpi(session));
        Assert.That((await Gateway.Operators.UntilAsync(session, "Delivered")).Attempts, Is.EqualTo(1));
    }

    [Test]
    public async Task Stays_paused_when_the_gateway_starts_again()
    {
        var (party, standIn) = TakeOcpi();
        using (var paused = await Gateway.Operators.PauseAsync(Id(party), "their works")) Assert.That(paused.IsSuccessStatusCode, $"{paused}");
        var session = await SendAsync(party);
        await Gateway.StopAsync();
        await Gateway.StartAgainAsync();
        Assert.That((await StateOfAsync(party), standIn.Sendings.Count), Is.EqualTo(("Paused", 0)));

        using (var resumed = await Gateway.Operators.ResumeAsync(Id(party))) Assert.That(resumed.IsSuccessStatusCode, $"{resumed}");
        await standIn.UntilTakenAsync(Story.AtOcpi(session));
    }
}
