using System.Net;

namespace ProtocolGateway.Acceptance;

/// <summary>What an answer of a partner means for the delivery (translation.md section 11). Each case has a partner of its own.</summary>
internal sealed class A_partner_that_misbehaves : JourneyOfManyEmsps
{
    private static IEnumerable<TestCaseData> Passing()
    {
        static TestCaseData Case(string name, Behaviour behaviour) => new TestCaseData(behaviour).SetArgDisplayNames(name);
        yield return Case("HTTP 500", Behaviour.Http(HttpStatusCode.InternalServerError));
        yield return Case("HTTP 503", Behaviour.Http(HttpStatusCode.ServiceUnavailable));
        yield return Case("HTTP 408", Behaviour.Http(HttpStatusCode.RequestTimeout));
        yield return Case("OCPI 3000", Behaviour.Code(3000));
        yield return Case("OCPI 4002", Behaviour.Code(4002));
    }

    [TestCaseSource(nameof(Passing))]
    public async Task Is_tried_again_with_the_same_record(Behaviour behaviour)
    {
        var (party, standIn) = TakeOcpi();
        standIn.Next(behaviour);
        var session = await SendAsync(party);
        await standIn.UntilTakenAsync(Story.AtOcpi(session));
        var delivery = await Gateway.Operators.UntilAsync(session, "Delivered");
        var sendings = standIn.SendingsOf(Story.AtOcpi(session));
        Assert.Multiple(() =>
        {
            Assert.That(delivery.Attempts, Is.EqualTo(2));
            Assert.That(sendings, Has.Count.EqualTo(2));
            Assert.That(sendings[1].Text, Is.EqualTo(sendings[0].Text));
            Assert.That(sendings[1].Header("X-Request-ID"), Is.Not.EqualTo(sendings[0].Header("X-Request-ID")));
        });
    }

    private static IEnumerable<TestCaseData> Doubtful()
    {
        static TestCaseData Case(string name, Behaviour behaviour) => new TestCaseData(behaviour).SetArgDisplayNames(name);
        yield return Case("HTML", Behaviour.Html);
        yield return Case("success with garbage", Behaviour.Garbage);
        yield return Case("the connection dropped after the body, taken", Behaviour.DropsAfterTaking);
        yield return Case("the connection dropped after the body, lost", Behaviour.DropsUntaken);
    }

    [TestCaseSource(nameof(Doubtful))]
    public async Task Leaves_a_doubt_that_a_repeat_with_the_same_id_settles(Behaviour behaviour)
    {
        var (party, standIn) = TakeOcpi();
        standIn.Next(behaviour);
        var session = await SendAsync(party);
        var delivery = await Gateway.Operators.UntilAsync(session, "Delivered");
        var history = (await Gateway.Operators.DeliveryAsync(delivery.Id))["history"]!.ToJsonString();
        Assert.Multiple(() =>
        {
            Assert.That(history, Does.Contain("InDoubt"));
            Assert.That(standIn.Taken.Keys, Is.EqualTo(new[] { Story.AtOcpi(session) }));
        });
    }

    [Test]
    public async Task Or_answers_a_repeat_by_a_refusal_has_it_nevertheless()
    {
        var (party, standIn) = TakeOcpi(refusesRepeats: true);
        standIn.Next(Behaviour.DropsAfterTaking);
        var session = await SendAsync(party);
        await Gateway.Operators.UntilAsync(session, "Delivered");
        Assert.That(standIn.Taken.Keys, Is.EqualTo(new[] { Story.AtOcpi(session) }));
    }

    private static IEnumerable<TestCaseData> Refusing()
    {
        static TestCaseData Case(string name, Behaviour behaviour) => new TestCaseData(behaviour).SetArgDisplayNames(name);
        yield return Case("OCPI 2001", Behaviour.Code(2001));
        yield return Case("OCPI 2004", Behaviour.Code(2004));
        yield return Case("HTTP 400", Behaviour.Http(HttpStatusCode.BadRequest));
        yield return Case("HTTP 404", Behaviour.Http(HttpStatusCode.NotFound));
        yield return Case("HTTP 302", Behaviour.Http(HttpStatusCode.Found));
    }

    [TestCaseSource(nameof(Refusing))]
    public async Task And_refuses_is_not_asked_again_but_a_person_is_told(Behaviour behaviour)
    {
        var (party, standIn) = TakeOcpi();
        standIn.Next(behaviour);
        var session = await SendAsync(party);
        await Gateway.Operators.UntilAsync(session, "Refused");
        var findings = await Gateway.Operators.FindingsAsync();
        Assert.Multiple(() =>
        {
            Assert.That(standIn.SendingsOf(Story.AtOcpi(session)), Has.Count.EqualTo(1));
            Assert.That(findings.Select(f => f.ToJsonString()), Has.Some.Contains(session));
        });
    }

    [Test]
    public async Task And_refused_is_said_again_when_an_operator_wants_it()
    {
        var (party, standIn) = TakeOcpi();
        standIn.Next(Behaviour.Code(2001));
        var session = await SendAsync(party);
        var refused = await Gateway.Operators.UntilAsync(session, "Refused");
        using var retried = await Gateway.Operators.RetryAsync(refused.Id);
        Assert.That(retried.IsSuccessStatusCode, $"{retried}");
        await standIn.UntilTakenAsync(Story.AtOcpi(session));
        await Gateway.Operators.UntilAsync(session, "Delivered");
    }

    [Test]
    public async Task And_asks_for_patience_is_left_alone_for_so_long()
    {
        var (party, standIn) = TakeOcpi();
        standIn.Next(Behaviour.Http(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(3)));
        var session = await SendAsync(party);
        await standIn.UntilTakenAsync(Story.AtOcpi(session));
        var sendings = standIn.SendingsOf(Story.AtOcpi(session));
        Assert.That(sendings[1].At - sendings[0].At, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(2.9)));
    }

    [Test]
    public async Task And_asks_for_patience_without_saying_how_much_gets_some()
    {
        var (party, standIn) = TakeOcpi();
        standIn.Next(Behaviour.Http(HttpStatusCode.TooManyRequests));
        var session = await SendAsync(party);
        await standIn.UntilTakenAsync(Story.AtOcpi(session));
        var sendings = standIn.SendingsOf(Story.AtOcpi(session));
        Assert.That(sendings[1].At - sendings[0].At, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(4.9)));
    }

    [Test]
    public async Task And_asks_for_patience_is_left_alone_with_everything()
    {
        var (party, standIn) = TakeOcpi();
        standIn.Next(Behaviour.Http(HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(3)));
        var first = await SendAsync(party);
        await Eventually.TrueAsync(async () => await StateOfAsync(party) == "Slowed", $"{party} is Slowed");
        var second = await SendAsync(party);
        await standIn.UntilTakenAsync(Story.AtOcpi(first));
        await standIn.UntilTakenAsync(Story.AtOcpi(second));
        Assert.That(standIn.SendingsOf(Story.AtOcpi(second))[0].At - standIn.Sendings[0].At, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(2.9)));
    }

    [Test]
    public async Task And_knows_us_no_longer_is_paused()
    {
        var (party, standIn) = TakeOcpi();
        var before = await StateOfAsync(party);
        standIn.Next(Behaviour.Http(HttpStatusCode.Unauthorized));
        var session = await SendAsync(party);
        await Eventually.TrueAsync(async () => await StateOfAsync(party) != before, $"{party} is not '{before}' any more");
        await SendAsync(party);
        // Another partner's delivery comes and goes meanwhile.
        var (other, healthy) = TakeOcpi();
        await healthy.UntilTakenAsync(Story.AtOcpi(await SendAsync(other)));
        Assert.Multiple(() =>
        {
            Assert.That(standIn.Sendings, Has.Count.EqualTo(1));
            Assert.That(standIn.Taken, Is.Empty);
        });
        await Gateway.Operators.UntilAsync(session, "Owed");
    }
}
